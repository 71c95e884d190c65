package io.millwright.operator.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class DeletionSettingsTest {

    @Test
    void without_a_word_there_are_seven_days_and_nobody_is_asked() {
        assertThat(bound(Map.of())).isEqualTo(new DeletionSettings(Duration.ofDays(7), null));
    }

    @Test
    void both_can_be_set() {
        assertThat(bound(Map.of(
                        "millwright.operator.deletion.grace", "0s",
                        "millwright.operator.deletion.export", "https://export.example.com/tenant?token=secret")))
                .isEqualTo(new DeletionSettings(
                        Duration.ZERO, URI.create("https://export.example.com/tenant?token=secret")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://export.example.com/?token=secret", "ftp://127.0.0.1/secret", "secret", "https:///secret"
            })
    void an_exporter_that_others_could_listen_to_is_refused_without_repeating_its_address(String address) {
        URI export = URI.create(address);

        assertThatThrownBy(() -> new DeletionSettings(Duration.ZERO, export))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https")
                .message()
                .doesNotContain("secret");
    }

    @Test
    void a_grace_period_is_never_negative_and_the_address_is_never_printed() {
        assertThatThrownBy(() -> new DeletionSettings(Duration.ofSeconds(-1), null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new DeletionSettings(Duration.ZERO, URI.create("https://example.com/secret")))
                .asString()
                .doesNotContain("secret");
    }

    private static DeletionSettings bound(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings))
                .bindOrCreate("millwright.operator.deletion", DeletionSettings.class);
    }
}

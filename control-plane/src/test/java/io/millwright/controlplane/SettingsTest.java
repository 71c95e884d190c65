package io.millwright.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.controlplane.cluster.KubernetesSettings;
import io.millwright.controlplane.identity.AdministratorSettings;
import io.millwright.controlplane.intake.IntakeSettings;
import io.millwright.controlplane.rate.RateSettings;
import io.millwright.controlplane.runtime.RuntimeSettings;
import io.millwright.controlplane.streaming.StreamSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class SettingsTest {

    private static final String PREFIX = "millwright.control-plane.";

    @Test
    void defaults_are_those_of_the_readme() {
        assertThat(bound("kubernetes", KubernetesSettings.class, Map.of()))
                .isEqualTo(new KubernetesSettings(null, Duration.ofSeconds(10)));
        assertThat(bound("intake", IntakeSettings.class, Map.of()))
                .isEqualTo(new IntakeSettings(DataSize.ofMegabytes(1), List.of()));
        assertThat(bound("rate", RateSettings.class, Map.of())).isEqualTo(new RateSettings(500, 1000, 120));
        assertThat(bound("streams", StreamSettings.class, Map.of()))
                .isEqualTo(new StreamSettings(50, Duration.ofSeconds(10)));
        assertThat(bound("runtime", RuntimeSettings.class, Map.of()))
                .isEqualTo(new RuntimeSettings(
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(5),
                        "millwright-pki",
                        16 * 1024 * 1024));
        assertThat(bound("admin", AdministratorSettings.class, Map.of()).apiKeySha256())
                .isNull();
    }

    @Test
    void every_key_is_read() {
        assertThat(bound("kubernetes", KubernetesSettings.class, Map.of("kubeconfig", "/k", "request-timeout", "1s")))
                .isEqualTo(new KubernetesSettings(Path.of("/k"), Duration.ofSeconds(1)));
        assertThat(bound("intake", IntakeSettings.class, Map.of("largest-body", "2KB", "hosts", "a,b")))
                .isEqualTo(new IntakeSettings(DataSize.ofKilobytes(2), List.of("a", "b")));
        assertThat(bound(
                        "rate",
                        RateSettings.class,
                        Map.of("per-second", "1", "burst", "2", "failures-per-minute", "3")))
                .isEqualTo(new RateSettings(1, 2, 3));
        assertThat(bound("streams", StreamSettings.class, Map.of("per-caller", "1", "heartbeat", "2s")))
                .isEqualTo(new StreamSettings(1, Duration.ofSeconds(2)));
    }

    @Test
    void an_administrators_digest_that_is_none_stops_the_start_without_being_shown() {
        assertThatThrownBy(() -> new AdministratorSettings("mwk_this-is-the-key-itself"))
                .hasMessageContaining("64 hexadecimal digits")
                .hasMessageNotContaining("this-is-the-key");
    }

    private static <S> S bound(String name, Class<S> type, Map<String, String> values) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        values.forEach((key, value) -> source.put(PREFIX + name + "." + key, value));
        return new Binder(source).bindOrCreate(PREFIX + name, type);
    }
}

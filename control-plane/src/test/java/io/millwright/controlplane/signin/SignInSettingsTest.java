package io.millwright.controlplane.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class SignInSettingsTest {

    private static final String PREFIX = "millwright.control-plane.sign-in";

    @Test
    void defaults_are_those_of_the_readme() {
        assertThat(bound(Map.of()))
                .isEqualTo(new SignInSettings(
                        Duration.ofHours(12),
                        Duration.ofDays(7),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(15),
                        Duration.ofHours(8),
                        30,
                        10,
                        Duration.ofMinutes(15)));
    }

    @Test
    void every_key_is_read() {
        assertThat(bound(Map.of(
                        "session-idle", "1s",
                        "session-life", "2s",
                        "code", "3s",
                        "access-token", "4s",
                        "refresh-idle", "5s",
                        "tries-of-address", "6",
                        "tries-of-account", "7",
                        "tries-window", "8s")))
                .isEqualTo(new SignInSettings(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(5),
                        6,
                        7,
                        Duration.ofSeconds(8)));
    }

    @Test
    void what_lets_nobody_in_or_everybody_try_stops_the_start() {
        assertThatThrownBy(() -> bound(Map.of("code", "0s"))).hasRootCauseInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bound(Map.of("tries-of-account", "0")))
                .hasRootCauseInstanceOf(IllegalArgumentException.class);
    }

    private static SignInSettings bound(Map<String, String> values) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        values.forEach((key, value) -> source.put(PREFIX + "." + key, value));
        return new Binder(source).bindOrCreate(PREFIX, SignInSettings.class);
    }
}

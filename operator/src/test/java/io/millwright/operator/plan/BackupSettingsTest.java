package io.millwright.operator.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class BackupSettingsTest {

    @Test
    void nothing_is_backed_up_unless_a_destination_is_named() {
        assertThat(bound(Map.of()).target()).isNull();
    }

    @Test
    void a_destination_alone_is_written_to_each_night_as_the_pods_own_identity() {
        assertThat(bound(Map.of("destination", "s3://b")).target())
                .isEqualTo(new BackupTarget("s3://b", null, null, "0 0 2 * * *", "30d"));
    }

    @Test
    void every_setting_is_used() {
        BackupTarget target = Objects.requireNonNull(bound(Map.of(
                        "destination", "s3://b",
                        "endpoint", "https://storage:9000",
                        "access-key-id", "id",
                        "secret-access-key", "secret",
                        "schedule", "0 30 1 * * 0",
                        "retention", "8w"))
                .target());

        assertThat(target)
                .isEqualTo(new BackupTarget(
                        "s3://b", "https://storage:9000", new Credentials("id", "secret"), "0 30 1 * * 0", "8w"));
        assertThat(target.toString()).doesNotContain("secret");
    }

    @Test
    void what_cannot_work_stops_the_start() {
        assertThatThrownBy(() -> bound(Map.of("access-key-id", "id")))
                .hasRootCauseMessage(
                        "millwright.operator.backup.access-key-id and secret-access-key are set both or not at all");
        assertThatThrownBy(() -> bound(Map.of("schedule", "0 2 * * *")))
                .rootCause()
                .hasMessageContaining("six fields");
        assertThatThrownBy(() -> bound(Map.of("retention", "30 days")))
                .rootCause()
                .hasMessageContaining("such as 30d");
    }

    private static BackupSettings bound(Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate("", BackupSettings.class);
    }
}

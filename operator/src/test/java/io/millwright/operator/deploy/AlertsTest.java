package io.millwright.operator.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.buildpolicy.AlertRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AlertsTest {

    static final Path ALERTS = Path.of("../docs/operations/alerts.yaml");

    @Test
    void every_alert_has_a_runbook_page_and_every_page_its_alert() throws IOException {
        try (Stream<Path> pages = Files.list(Path.of("../docs/operations/runbooks"))) {
            assertThat(pages.map(page -> page.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(AlertRules.of(ALERTS).alerts().stream()
                            .map(alert -> alert + ".md")
                            .toList());
        }
    }

    @Test
    void the_metrics_of_expressions_are_found() throws IOException {
        assertThat(AlertRules.of(ALERTS).metricsByGroup().get("millwright-operator"))
                .contains("millwright_operator_longest_wait_seconds", "millwright_operator_failures_total")
                .doesNotContain("sum", "rate", "tenant", "by", "condition");
    }
}

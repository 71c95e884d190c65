package io.millwright.quickstart.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {

    private static final Figure READY =
            new Figure("P8.ready_s", "s", 20.12345, 19, 61, Figure.Bar.atMost(60), "bare client 11 s");
    private static final Figure WRITES = Figure.once("P8.restart_writes", "requests", 3, Figure.Bar.atMost(0), "");

    @Test
    void json_has_the_names_that_scripts_rely_on_and_nothing_else() {
        JsonNode json = JsonMapper.shared().readTree(report(List.of()).json());

        assertThat(json).isEqualTo(JsonMapper.shared().readTree("""
            {"bench": "operator", "oracle": "pass",
             "rows": {"expected": 46, "stored": 46, "duplicates": 0},
             "figures": [
               {"name": "P8.ready_s", "unit": "s", "median": 20.123, "min": 19.0, "max": 61.0},
               {"name": "P8.restart_writes", "unit": "requests", "median": 3.0, "min": 3.0, "max": 3.0}]}
            """));
    }

    @Test
    void a_fault_voids_the_figures() {
        Report failed = report(List.of("There should be 2 of kind Secret and there are 1."));

        assertThat(JsonMapper.shared().readTree(failed.json()).get("oracle").asString())
                .isEqualTo("fail");
        assertThat(printed(failed)).contains("oracle: fail", "There should be 2 of kind Secret and there are 1.");
    }

    @Test
    void the_table_shows_bar_and_baseline_beside_each_figure() {
        assertThat(printed(report(List.of())).lines())
                .anyMatch(line -> line.matches("P8.ready_s +20.12 +19 +61 +s +<= 60 +held +bare client 11 s"))
                .anyMatch(line -> line.matches("P8.restart_writes +3 +3 +3 +requests +<= 0 +missed *"))
                .contains("- a note", "oracle: pass (46 objects expected, 46 stored, 0 of them twice)");
    }

    @Test
    void a_ratio_has_to_reach_its_bar() {
        Figure ratio = Figure.of("P1.10", "times", List.of(0.2, 0.3, 0.26, 0.24), Figure.Bar.atLeast(0.25), "");

        assertThat(ratio).isEqualTo(new Figure("P1.10", "times", 0.25, 0.2, 0.3, Figure.Bar.atLeast(0.25), ""));
        assertThat(ratio.held()).isTrue();
        assertThat(Figure.once("P1.10", "times", 0.24, Figure.Bar.atLeast(0.25), "")
                        .held())
                .isFalse();
        assertThat(ratio.bar()).hasToString(">= 0.25");
    }

    private static Report report(List<String> faults) {
        return new Report(
                "operator", faults, new Report.Rows("objects", 46, 46, 0), List.of(READY, WRITES), List.of("a note"));
    }

    private static String printed(Report report) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        report.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}

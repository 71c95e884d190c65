package io.millwright.quickstart.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.quickstart.rig.load.Truth;
import io.millwright.quickstart.rig.oracle.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ResultTest {

    private static final Duration BOUND = Duration.ofSeconds(10);

    @Test
    void json_has_the_names_that_scripts_rely_on() {
        Result result = result(Duration.ofMillis(1_234), new Verdict(40, 40, 0, 40, List.of()), List.of());

        assertThat(JsonMapper.shared().writeValueAsString(result.json()))
                .isEqualTo("{\"fault\":\"1\",\"expected\":40,\"stored\":40,\"duplicates\":0,\"metered\":40,"
                        + "\"recoveredSeconds\":1.234,\"runtimePeakMb\":300,\"brokerPeakMb\":400,\"held\":true}");
    }

    @Test
    void a_fault_of_the_oracle_a_complaint_and_a_late_recovery_each_break_it() {
        Verdict right = new Verdict(40, 40, 0, 40, List.of());

        assertThat(result(BOUND, right, List.of()).held()).isTrue();
        assertThat(result(BOUND, new Verdict(40, 39, 0, 40, List.of("One is lost.")), List.of())
                        .held())
                .isFalse();
        assertThat(result(BOUND, right, List.of("The runtime ended.")).held()).isFalse();
        assertThat(result(BOUND.plusMillis(1), right, List.of()).complaints())
                .singleElement()
                .asString()
                .contains("more than 10 s");
    }

    @Test
    void a_runtime_that_grew_beyond_its_heap_and_what_a_jvm_needs_beside_it_breaks_it() {
        Memory grown = new Memory(Memory.BOUND_MEGABYTES + 1, 400);

        assertThat(new Memory(Memory.BOUND_MEGABYTES, 4_000).complaint()).isEmpty();
        assertThat(grown.complaint()).singleElement().asString().contains("more than " + Memory.BOUND_MEGABYTES);
    }

    private static Result result(Duration recovered, Verdict verdict, List<String> complaints) {
        Truth truth = new Truth(Map.of(), Map.of(), Map.of(), 0, 0);
        return Result.of(
                new RuntimeKilled(),
                new Fault.Outcome(truth, recovered, BOUND, complaints, List.of()),
                verdict,
                new Memory(300, 400));
    }
}

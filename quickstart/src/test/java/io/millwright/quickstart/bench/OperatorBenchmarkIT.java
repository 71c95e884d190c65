package io.millwright.quickstart.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.quickstart.up.Progress;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole benchmark, small: what it counts is right, however long it took. */
class OperatorBenchmarkIT {

    private static final int TENANTS = 4;

    @Test
    void a_handful_of_tenants_is_whole_and_is_written_once(@TempDir Path directory) throws Exception {
        Report report = new OperatorBenchmark()
                .run(new Benchmark.Order(
                        TENANTS,
                        Duration.ofSeconds(1),
                        directory,
                        new Progress(
                                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                                System::nanoTime),
                        Benchmark.Ingest.USUAL));

        assertThat(report.faults()).isEmpty();
        assertThat(report.rows())
                .isEqualTo(new Report.Rows("objects", TENANTS * TenantObjects.EACH, TENANTS * TenantObjects.EACH, 0));
        Map<String, Double> figures = report.figures().stream().collect(Collectors.toMap(Figure::name, Figure::median));
        assertThat(figures)
                .containsOnlyKeys(
                        "P8.ready_s", "P8.ratio", "P8.restart_writes", "P8.resync_writes", "P8.heap_bytes_per_cr")
                .containsEntry("P8.restart_writes", 0.0)
                .containsEntry("P8.resync_writes", 0.0);
        assertThat(figures.get("P8.ready_s")).isPositive();
        assertThat(figures.get("P8.ratio")).isPositive();
    }
}

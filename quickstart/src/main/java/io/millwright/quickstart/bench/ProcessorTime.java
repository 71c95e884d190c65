package io.millwright.quickstart.bench;

import io.millwright.quickstart.postgres.LocalPostgres;
import io.millwright.quickstart.rig.Rig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What each process of a rig took of the processors, the generator of the load included. */
record ProcessorTime(Map<String, Duration> taken) {

    static ProcessorTime now(Rig rig) throws IOException {
        Map<String, Duration> taken = new LinkedHashMap<>();
        taken.put("broker", rig.broker().processorTime());
        taken.put("runtime", rig.runtime().processorTime());
        if (rig.ownsPostgres()) {
            taken.put("PostgreSQL", rig.postgres().processorTime());
        }
        taken.put("generator", ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO));
        return new ProcessorTime(taken);
    }

    /**
     * Of everything that {@code up} runs: this process, the client included, and the server beside it.
     *
     * @param postgres where it lies
     */
    static ProcessorTime ofPlatform(Path postgres) throws IOException {
        Map<String, Duration> taken = new LinkedHashMap<>();
        taken.put(
                "this process",
                ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO));
        taken.put("PostgreSQL", LocalPostgres.processorTime(postgres));
        return new ProcessorTime(taken);
    }

    /** Of both together. */
    ProcessorTime plus(ProcessorTime other) {
        Map<String, Duration> sum = new LinkedHashMap<>(taken);
        other.taken.forEach((name, time) -> sum.merge(name, time, Duration::plus));
        return new ProcessorTime(sum);
    }

    ProcessorTime since(ProcessorTime before) {
        Map<String, Duration> rest = new LinkedHashMap<>();
        taken.forEach((name, time) -> rest.put(name, time.minus(before.taken.getOrDefault(name, Duration.ZERO))));
        return new ProcessorTime(rest);
    }

    /** Microseconds of each process for one of so many. */
    String forOneOf(double count) {
        return taken.entrySet().stream()
                .map(each -> String.format(
                        Locale.ROOT, "%s %.0f", each.getKey(), each.getValue().toNanos() / 1e3 / count))
                .collect(Collectors.joining(", "));
    }

    /** Microseconds per point of each process. */
    String perPoint(ProcessorTime before, double points) {
        return taken.entrySet().stream()
                .map(each -> String.format(
                        Locale.ROOT,
                        "%s %.2f",
                        each.getKey(),
                        each.getValue()
                                        .minus(before.taken().getOrDefault(each.getKey(), Duration.ZERO))
                                        .toNanos()
                                / 1e3
                                / points))
                .collect(Collectors.joining(", "));
    }
}

package io.millwright.quickstart.bench;

import io.millwright.quickstart.rig.Rig;
import java.io.IOException;
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

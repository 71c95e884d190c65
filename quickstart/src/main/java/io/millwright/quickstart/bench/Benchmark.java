package io.millwright.quickstart.bench;

import io.millwright.quickstart.rig.tenant.HistorianAddress;
import io.millwright.quickstart.up.Progress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Measures one thing and a baseline of it, and checks that what was measured was done right. */
interface Benchmark {

    String name();

    /** Takes as long as it takes and says on the way what it does; interrupting it ends it. */
    Report run(Order order) throws Exception;

    /**
     * What the user asked for.
     *
     * @param tenants how many
     * @param duration how long a rate is measured, or silence is listened to; null leaves it to the benchmark
     * @param directory an empty place on disk, removed afterwards
     * @param points of a history that is read
     */
    record Order(
            int tenants, @Nullable Duration duration, Path directory, Progress progress, Ingest ingest, long points) {

        static final long USUAL_POINTS = 50_000_000;

        Order(int tenants, @Nullable Duration duration, Path directory, Progress progress, Ingest ingest) {
            this(tenants, duration, directory, progress, ingest, USUAL_POINTS);
        }

        Duration duration(Duration usual) {
            return duration == null ? usual : duration;
        }
    }

    /**
     * What those benchmarks have to be told that store points.
     *
     * @param persistence of the broker: {@code file} or {@code in-memory}
     * @param historian somebody else's server instead of an embedded one
     * @param peers to be measured beside ours
     */
    record Ingest(String persistence, Optional<HistorianAddress> historian, List<Peer> peers) {

        static final Ingest USUAL = new Ingest("in-memory", Optional.empty(), List.of());
    }
}

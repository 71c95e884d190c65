package io.millwright.quickstart.bench;

import io.millwright.quickstart.up.Progress;
import java.nio.file.Path;
import java.time.Duration;

/** Measures one thing and a baseline of it, and checks that what was measured was done right. */
interface Benchmark {

    String name();

    /** Takes as long as it takes and says on the way what it does; interrupting it ends it. */
    Report run(Order order) throws Exception;

    /**
     * What the user asked for.
     *
     * @param tenants how many
     * @param duration how long a rate is measured, or silence is listened to
     * @param directory an empty place on disk, removed afterwards
     */
    record Order(int tenants, Duration duration, Path directory, Progress progress) {}
}

package io.millwright.quickstart.rig.process;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A part that is started again and again from the same files. Not thread-safe. */
public abstract class PartProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(90);

    private final ChildJvm.Order order;
    private @Nullable ChildJvm process;
    private long logged;
    private long peak;

    PartProcess(ChildJvm.Order order) {
        this.order = order;
    }

    /** Starts it without waiting. */
    public void launch() throws IOException, InterruptedException {
        logged = Files.exists(order.log()) ? Files.size(order.log()) : 0;
        process = ChildJvm.start(order);
    }

    /** Starts it and waits until it serves. */
    public void start() throws IOException, InterruptedException {
        launch();
        awaitReady(START);
    }

    /** Waits until it serves. */
    public void awaitReady(Duration patience) throws IOException, InterruptedException {
        running().awaitLine(Part.READY, logged, patience);
    }

    public void kill() throws IOException, InterruptedException {
        remember();
        running().kill();
    }

    /** The most memory that any of its processes had in RAM, in MiB; one that ended by itself is not known. */
    public long peakMegabytes() {
        remember();
        return peak;
    }

    private void remember() {
        peak = process == null ? peak : Math.max(peak, process.peakMegabytes());
    }

    public void freeze() throws IOException, InterruptedException {
        running().freeze();
    }

    public void thaw() throws IOException, InterruptedException {
        running().thaw();
    }

    public boolean alive() {
        return process != null && process.alive();
    }

    /** Processor time that it and its children that are left have taken; zero where the system does not tell. */
    public Duration processorTime() throws IOException {
        return processorTime(running().handle());
    }

    static Duration processorTime(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** Where in the log the present run begins. */
    long logged() {
        return logged;
    }

    ChildJvm running() {
        return Objects.requireNonNull(process, "not started yet");
    }

    @Override
    public void close() throws IOException {
        if (process != null) {
            remember();
            process.close();
        }
    }
}

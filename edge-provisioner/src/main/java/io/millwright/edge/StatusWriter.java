package io.millwright.edge;

import io.millwright.edge.state.DurableFile;
import io.millwright.edge.state.Json;
import io.millwright.edge.state.StateDirectory;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes {@code status.json} all the time, for {@code status} to read beside a running agent. */
final class StatusWriter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StatusWriter.class);
    private static final Duration RHYTHM = Duration.ofSeconds(1);

    private final StateDirectory state;
    private final Supplier<StatusReport> report;
    private final Thread thread;

    StatusWriter(StateDirectory state, Supplier<StatusReport> report) {
        this.state = state;
        this.report = report;
        this.thread = Thread.ofVirtual().name("status").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                write();
                Thread.sleep(RHYTHM);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        try {
            DurableFile.writeCasually(state.status(), Json.pretty(report.get().json()));
        } catch (IOException | RuntimeException e) {
            LOG.atDebug().setCause(e).log("the status cannot be written");
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}

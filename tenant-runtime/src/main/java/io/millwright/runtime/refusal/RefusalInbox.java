package io.millwright.runtime.refusal;

import io.millwright.wire.TenantId;
import io.millwright.wire.refusal.RefusalReport;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports that wait to be stored. A report is acknowledged when it is on disk: dying before that, the broker sends it again, and
 * it is the same row. Thread-safe, except that one thread alone stores.
 */
public final class RefusalInbox {

    private static final Logger LOG = LoggerFactory.getLogger(RefusalInbox.class);

    /** More than a broker has to tell in an hour of being attacked. */
    private static final int MOST = 2_000;

    private record Waiting(RefusalReport report, Runnable acknowledge) {}

    /** Puts reports into the historian, all or none. */
    @FunctionalInterface
    public interface Store {
        void store(List<RefusalReport> reports) throws SQLException;
    }

    private final TenantId tenant;
    private final BlockingQueue<Waiting> waiting = new ArrayBlockingQueue<>(MOST);

    /** That it is full was said. */
    private volatile boolean full;

    public RefusalInbox(TenantId tenant) {
        this.tenant = tenant;
    }

    /** Returns at once. What is no report, or has no room, is settled: it must not come again for ever. */
    public void offer(byte[] document, Runnable acknowledge) {
        Optional<RefusalReport> report = ReportReading.read(tenant, document);
        if (report.isPresent() && waiting.offer(new Waiting(report.get(), acknowledge))) {
            return;
        }
        if (report.isEmpty() || !full) {
            LOG.atWarn()
                    .addKeyValue("tenant", tenant)
                    .addKeyValue("reason", "RefusalNotKept")
                    .log(report.isEmpty() ? "a report of refusals cannot be read" : "no room for more refusals");
        }
        full = report.isPresent();
        acknowledge.run();
    }

    public boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Stores what waits and acknowledges it then; if that fails, all of it waits on. */
    public void drain(Store store) throws SQLException {
        List<Waiting> all = new ArrayList<>(waiting);
        store.store(all.stream().map(Waiting::report).toList());
        full = false;
        for (Waiting one : all) {
            waiting.remove();
            one.acknowledge().run();
        }
    }

    /** What waits belonged to a connection that is gone: the next one brings it again. */
    public void clear() {
        waiting.clear();
    }
}

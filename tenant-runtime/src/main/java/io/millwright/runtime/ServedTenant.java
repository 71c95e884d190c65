package io.millwright.runtime;

import io.millwright.runtime.broker.BrokerConnection;
import io.millwright.runtime.health.Readiness.Reason;
import io.millwright.runtime.health.Readiness.TenantReadiness;
import io.millwright.runtime.historian.WriterPool;
import io.millwright.runtime.ingest.IngestPolicy;
import io.millwright.runtime.ingest.QuarantineDesk;
import io.millwright.runtime.tenant.TenantConfiguration;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * One tenant as this process knows it: the last valid configuration, its pool, and how it is doing. A tenant whose
 * configuration never was valid has neither. Guarded by itself.
 */
final class ServedTenant {

    private final String name;

    private @Nullable TenantConfiguration configuration;

    private @Nullable WriterPool pool;

    private @Nullable TenantWork work;

    private TenantReadiness readiness;

    /** What is wrong with the newest files, or empty. */
    private String complaint = "";

    private Instant checked = Instant.MIN;

    private boolean checking;

    ServedTenant(String name, Instant now) {
        this.name = name;
        this.readiness = new TenantReadiness(Reason.CHECKING, "Not looked at yet.", now, "");
    }

    String name() {
        return name;
    }

    /**
     * Takes a new configuration; a pool is replaced only when the database, the role or the password changed.
     *
     * @throws RuntimeException when the driver cannot use the address; then nothing has changed
     * @return what is no longer used, to be closed by the caller
     */
    synchronized @Nullable Retired accept(
            TenantConfiguration accepted,
            ScheduledExecutorService housekeeping,
            RuntimeSurroundings shared,
            Instant now) {
        if (work != null
                && configuration != null
                && configuration.database().equals(accepted.database())
                && configuration.incarnation().equals(accepted.incarnation())) {
            configuration = accepted;
            complaint = "";
            work.change(accepted);
            return null;
        }
        WriterPool opened = new WriterPool(accepted, housekeeping);
        Retired retired = retired();
        configuration = accepted;
        complaint = "";
        pool = opened;
        work = new TenantWork(accepted, opened, shared);
        work.start();
        checked = Instant.MIN;
        checking = false;
        readiness = new TenantReadiness(Reason.CHECKING, "Its database is being asked.", now, "");
        return retired;
    }

    /** The newest files are wrong: what was valid last is served on. */
    synchronized void complain(String sentence, Instant now) {
        complaint = sentence;
        if (configuration == null) {
            readiness = new TenantReadiness(Reason.CONFIGURATION_INVALID, sentence, now, "");
        }
    }

    synchronized @Nullable WriterPool startCheck() {
        if (checking || pool == null) {
            return null;
        }
        checking = true;
        return pool;
    }

    /**
     * @param asked the pool that answered; the answer of one that has been replaced meanwhile is dropped
     * @return whether the reason changed
     */
    synchronized boolean finishCheck(WriterPool asked, Reason reason, String message, Instant now) {
        if (asked != pool) {
            return false;
        }
        checking = false;
        checked = now;
        return become(reason, message, now);
    }

    /** A neighbour on the same server could not reach it: neither can we, until we have looked ourselves. */
    synchronized boolean suspect(String message, Instant now) {
        return readiness.ready() && become(Reason.DATABASE_UNREACHABLE, message, now);
    }

    private boolean become(Reason reason, String message, Instant now) {
        boolean changed = readiness.reason() != reason;
        readiness = new TenantReadiness(reason, message, changed ? now : readiness.since(), "");
        return changed;
    }

    /** What the database says, and if that is well, what those say who work with it. */
    synchronized TenantReadiness readiness() {
        Reason hindered = work == null || !readiness.ready() ? null : work.reason();
        return new TenantReadiness(
                hindered == null ? readiness.reason() : hindered,
                hindered == null || work == null ? readiness.message() : work.trouble(),
                readiness.since(),
                pool == null ? "" : complaint,
                work == null ? Duration.ZERO : work.rollupLag(),
                work != null && work.connected());
    }

    /** The way to its broker, if it is served. */
    synchronized Optional<BrokerConnection> broker() {
        return Optional.ofNullable(work);
    }

    /** Its quarantine, if it is served. */
    synchronized Optional<QuarantineDesk> quarantine(Clock clock) {
        WriterPool current = pool;
        TenantConfiguration served = configuration;
        return current == null || served == null
                ? Optional.empty()
                : Optional.of(new QuarantineDesk(current.dataSource(), () -> IngestPolicy.of(served), clock));
    }

    /** The server that holds its database, or null while there is none. */
    synchronized @Nullable String server() {
        return configuration == null
                ? null
                : configuration.database().url().replaceFirst("^jdbc:postgresql://([^/]*)/.*$", "$1");
    }

    synchronized boolean idle() {
        return pool != null && !checking;
    }

    synchronized Instant checked() {
        return checked;
    }

    synchronized @Nullable TenantConfiguration configuration() {
        return configuration;
    }

    /** Nothing is served any more; to be closed by the caller. */
    synchronized @Nullable Retired retire() {
        Retired retired = retired();
        pool = null;
        work = null;
        configuration = null;
        return retired;
    }

    private @Nullable Retired retired() {
        return pool == null ? null : new Retired(work, pool);
    }

    /** Work and the connections that it may need to end well. */
    record Retired(@Nullable TenantWork work, WriterPool pool) implements AutoCloseable {

        @Override
        public void close() {
            if (work != null) {
                work.close();
            }
            pool.close();
        }
    }
}

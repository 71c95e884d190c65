package io.millwright.controlplane.metering;

import io.millwright.controlplane.cluster.Cluster;
import io.millwright.wire.TenantId;
import io.millwright.wire.usage.UsageHour;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Counts calls of the API. A call costs an increment; one thread writes what the counts have come to, twenty times a second at most
 * and everything at once that changed meanwhile. It writes this process's totals, so writing again after a doubtful commit adds
 * nothing. A process that is killed forgets the calls of its last moment; none is ever counted twice.
 */
public class ApiCalls implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ApiCalls.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    /** A busy API would otherwise make a commit, and the disk a flush, of every call or two. */
    private static final Duration GATHERS = Duration.ofMillis(50);
    /** Long after the last call that can still be counted in an hour. */
    private static final Duration KEPT = Duration.ofHours(2);

    private final JdbcTemplate database;
    private final Cluster cluster;
    private final Clock clock;
    private final String source;
    private final Map<Count, AtomicLong> counts = new ConcurrentHashMap<>();
    private final Set<Count> changed = ConcurrentHashMap.newKeySet();
    private final BlockingQueue<Count> writes = new LinkedBlockingQueue<>();
    private volatile Optional<Thread> writer = Optional.empty();

    /** Belongs to an incarnation: a name used again starts at nothing. */
    private record Count(TenantId tenant, String incarnation, UsageHour hour) {}

    /** @param process tells the processes that count apart; a new one for every start */
    ApiCalls(DataSource database, Cluster cluster, Clock clock, String process) {
        this.database = new JdbcTemplate(database);
        this.cluster = cluster;
        this.clock = clock;
        this.source = RowCheck.OWN_SOURCE + "/" + process;
    }

    /** Counts one call of a tenant that runs. */
    public void count(TenantId tenant) {
        cluster.tenant(tenant)
                .flatMap(resource -> Optional.ofNullable(resource.getStatus()))
                .flatMap(status -> Optional.ofNullable(status.getIncarnation()))
                .ifPresent(incarnation -> count(new Count(tenant, incarnation, UsageHour.of(clock.millis()))));
    }

    private void count(Count count) {
        counts.computeIfAbsent(count, _ -> new AtomicLong()).incrementAndGet();
        ask(count);
    }

    private void ask(Count count) {
        if (changed.add(count)) {
            writes.add(count);
        }
    }

    private void write(List<Count> batch) {
        // Before the totals are read: a call that comes later asks for another write.
        batch.forEach(changed::remove);
        try {
            database.batchUpdate("""
                INSERT INTO api_call_hour (tenant, incarnation, hour, source, calls) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (tenant, incarnation, hour, source)
                    DO UPDATE SET calls = greatest(api_call_hour.calls, excluded.calls)
                """, batch.stream().map(this::row).toList());
        } catch (DataAccessException e) {
            batch.forEach(this::ask);
            throw e;
        }
        UsageHour oldest = UsageHour.of(clock.millis() - KEPT.toMillis());
        counts.keySet().removeIf(count -> count.hour().compareTo(oldest) < 0 && !changed.contains(count));
    }

    private Object[] row(Count count) {
        AtomicLong calls = counts.getOrDefault(count, new AtomicLong());
        return new Object[] {
            count.tenant().value(),
            count.incarnation(),
            count.hour().start().atOffset(ZoneOffset.UTC),
            source,
            calls.get()
        };
    }

    private void run() {
        while (isRunning()) {
            try {
                List<Count> batch = new ArrayList<>(List.of(writes.take()));
                Thread.sleep(GATHERS);
                writes.drainTo(batch);
                write(batch);
            } catch (InterruptedException e) {
                return;
            } catch (DataAccessException e) {
                LOG.atWarn()
                        .addKeyValue("reason", e.getClass().getSimpleName())
                        .log("counted API calls could not be written; they are kept and written later");
                if (!pause()) {
                    return;
                }
            }
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(AFTER_FAILURE);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    @Override
    public void start() {
        Thread thread = Thread.ofVirtual().name("api-calls").unstarted(this::run);
        writer = Optional.of(thread);
        thread.start();
    }

    /** After the web server has stopped: what it counted last is written here. */
    @Override
    public void stop() {
        writer.ifPresent(thread -> {
            writer = Optional.empty();
            thread.interrupt();
            try {
                thread.join(Duration.ofSeconds(5));
                List<Count> rest = new ArrayList<>(changed);
                if (!rest.isEmpty()) {
                    write(rest);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (DataAccessException e) {
                LOG.atError().setCause(e).log("the last counted API calls are lost");
            }
        });
    }

    @Override
    public boolean isRunning() {
        return writer.isPresent();
    }

    /** Starts before the web server and stops after it. */
    @Override
    public int getPhase() {
        return 0;
    }
}

package io.millwright.runtime;

import io.millwright.runtime.health.Readiness.Reason;
import io.millwright.runtime.historian.Reachability;
import io.millwright.runtime.historian.WriterPool;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows within seconds when a database is gone, without holding a connection per tenant: per server one served tenant at a
 * time is asked, in turn; when the server does not answer, all of its tenants are suspected at once and each is asked
 * until it answers again.
 */
final class DatabaseWatch {

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseWatch.class);

    /** With 2 s to connect this makes a stopped server known in less than 5 s. */
    private static final Duration EVERY = Duration.ofSeconds(1);

    private static final Duration RETRY = Duration.ofSeconds(2);

    /** So that two hundred tenants of a server that comes back do not all connect in one moment. */
    private static final int AT_ONCE = 8;

    private final ExecutorService threads;

    private final Clock clock;

    DatabaseWatch(ExecutorService threads, Clock clock) {
        this.threads = threads;
        this.clock = clock;
    }

    /** Starts the questions that are due; returns at once. */
    void tick(Collection<ServedTenant> tenants) {
        Map<String, List<ServedTenant>> servers = tenants.stream()
                .filter(tenant -> tenant.server() != null)
                .collect(Collectors.groupingBy(tenant -> String.valueOf(tenant.server())));
        servers.values().forEach(this::ask);
    }

    private void ask(List<ServedTenant> neighbours) {
        Instant now = clock.instant();
        long busy = neighbours.stream().filter(tenant -> !tenant.idle()).count();
        neighbours.stream()
                .filter(tenant -> tenant.idle() && !tenant.readiness().ready())
                .filter(tenant -> isDue(tenant, now, RETRY))
                .sorted(Comparator.comparing(ServedTenant::checked))
                .limit(Math.max(0, AT_ONCE - busy))
                .forEach(tenant -> ask(tenant, neighbours));
        boolean askedLately =
                neighbours.stream().anyMatch(tenant -> tenant.readiness().ready() && !isDue(tenant, now, EVERY));
        if (!askedLately) {
            neighbours.stream()
                    .filter(tenant -> tenant.idle() && tenant.readiness().ready())
                    .min(Comparator.comparing(ServedTenant::checked))
                    .ifPresent(tenant -> ask(tenant, neighbours));
        }
    }

    private static boolean isDue(ServedTenant tenant, Instant now, Duration interval) {
        return tenant.checked().equals(Instant.MIN)
                || !now.isBefore(tenant.checked().plus(interval));
    }

    private void ask(ServedTenant tenant, List<ServedTenant> neighbours) {
        WriterPool pool = tenant.startCheck();
        if (pool != null) {
            threads.execute(() -> {
                try {
                    judge(tenant, pool, neighbours);
                } catch (RuntimeException e) {
                    LOG.atError()
                            .addKeyValue("tenant", tenant.name())
                            .setCause(e)
                            .log("asking its database failed");
                    String sentence = "Its database could not be asked.";
                    told(tenant, tenant.finishCheck(pool, Reason.DATABASE_REFUSED, sentence, clock.instant()));
                }
            });
        }
    }

    private void judge(ServedTenant tenant, WriterPool pool, List<ServedTenant> neighbours) {
        switch (pool.probe()) {
            case Reachability.Writable() ->
                told(tenant, tenant.finishCheck(pool, Reason.SERVING, "Its database takes writes.", clock.instant()));
            case Reachability.Refused(String sentence) ->
                told(tenant, tenant.finishCheck(pool, Reason.DATABASE_REFUSED, sentence, clock.instant()));
            case Reachability.Unreachable(String sentence) -> {
                Instant now = clock.instant();
                told(tenant, tenant.finishCheck(pool, Reason.DATABASE_UNREACHABLE, sentence, now));
                neighbours.forEach(neighbour -> told(neighbour, neighbour.suspect(sentence, now)));
            }
        }
    }

    private static void told(ServedTenant tenant, boolean changed) {
        if (changed) {
            var readiness = tenant.readiness();
            (readiness.ready() ? LOG.atInfo() : LOG.atWarn())
                    .addKeyValue("tenant", tenant.name())
                    .addKeyValue("reason", readiness.reason())
                    .log(readiness.message());
        }
    }
}

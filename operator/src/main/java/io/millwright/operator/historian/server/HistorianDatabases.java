package io.millwright.operator.historian.server;

import io.millwright.operator.historian.HistorianAdministrator;
import io.millwright.operator.historian.HistorianOutcome;
import io.millwright.operator.historian.HistorianServer;
import io.millwright.operator.historian.Password;
import io.millwright.operator.historian.TenantDatabase;
import io.millwright.operator.plan.Credentials;
import io.millwright.operator.plan.DatabaseCredentials;
import io.millwright.operator.plan.TenantPlan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps each tenant's database as its plan wants it. No event tells of drift in a server, so it looks at every change of the
 * plan and otherwise once per period; between two looks it answers from memory, which a restart forgets.
 */
public final class HistorianDatabases {

    /** Connections of one tenant: migrations take one, ingest a few, dashboards some. */
    private static final TenantDatabase.Bounds BOUNDS =
            new TenantDatabase.Bounds(4, 10, 10, Duration.ofSeconds(30), 256);

    private record Look(HistorianServer server, TenantDatabase wanted, Instant at) {}

    private final HistorianAdministrator administrator;
    private final Credentials pooled;
    private final String pooledUrl;
    private final Duration period;
    private final Clock clock;
    private final Map<String, Look> lastGood = new ConcurrentHashMap<>();

    /**
     * @param pooled administrator of the pooled server
     * @param pooledUrl where that is
     * @param period how long drift may stay unnoticed
     */
    public HistorianDatabases(
            HistorianAdministrator administrator, Credentials pooled, String pooledUrl, Duration period, Clock clock) {
        this.administrator = administrator;
        this.pooled = pooled;
        this.pooledUrl = pooledUrl;
        this.period = period;
        this.clock = clock;
    }

    /** Blocks for as long as {@link HistorianAdministrator#ensure} may. */
    public HistorianOutcome ensure(TenantPlan plan, DatabaseCredentials database, Credentials ownAdministrator) {
        Credentials login = plan.ownHistorian() ? ownAdministrator : pooled;
        if (login.password().isEmpty()) {
            return new HistorianOutcome.Refused(
                    "The pooled historian has no password; set millwright.operator.historian.pooled.password.");
        }
        HistorianServer server =
                new HistorianServer(plan.historianUrl(), login.username(), new Password(login.password()));
        TenantDatabase wanted = TenantDatabase.of(
                plan.tenant(),
                plan.incarnation().ulid(),
                new TenantDatabase.Passwords(
                        new Password(database.owner().password()),
                        new Password(database.writer().password()),
                        new Password(database.reader().password())),
                BOUNDS);
        Instant now = clock.instant();
        Look last = lastGood.get(plan.tenant());
        if (last != null
                && last.server().equals(server)
                && last.wanted().equals(wanted)
                && now.isBefore(last.at().plus(period))) {
            return new HistorianOutcome.Ready();
        }
        HistorianOutcome outcome = administrator.ensure(server, wanted);
        switch (outcome) {
            case HistorianOutcome.Ready() -> lastGood.put(plan.tenant(), new Look(server, wanted, now));
            case HistorianOutcome.Changed _ -> lastGood.put(plan.tenant(), new Look(server, wanted, now));
            case HistorianOutcome.Unreachable _ -> lastGood.remove(plan.tenant());
            case HistorianOutcome.Refused _ -> lastGood.remove(plan.tenant());
        }
        return outcome;
    }

    /**
     * Takes a tenant's database from the pooled server, where that of an own historian lies too if it was ever there; without a
     * pooled server there is nothing to take. An own server's databases go with its volume.
     */
    public HistorianOutcome erase(String tenant, String database) {
        forget(tenant);
        return pooled.password().isEmpty()
                ? new HistorianOutcome.Ready()
                : administrator.erase(
                        new HistorianServer(pooledUrl, pooled.username(), new Password(pooled.password())), database);
    }

    /** The login of an own historian server's administrator. */
    public static String administratorOf(String tenant) {
        return "admin_" + tenant.replace('-', '_');
    }

    public void forget(String tenant) {
        lastGood.remove(tenant);
    }
}

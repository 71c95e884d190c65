package io.millwright.quickstart.bench;

import io.millwright.operator.historian.HistorianAdministrator;
import io.millwright.operator.historian.HistorianOutcome;
import io.millwright.operator.historian.HistorianServer;
import io.millwright.operator.historian.TenantDatabase;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A server on which every database is already as wanted: PostgreSQL copies a template for each of thousands of databases,
 * which would be most of the time and none of the operator's. The operator looks here once per tenant, restart and resync,
 * so that this also tells how far each of those has come.
 */
final class StandInHistorian implements HistorianAdministrator {

    private final Map<TenantDatabase, Integer> looks = new ConcurrentHashMap<>();

    @Override
    public HistorianOutcome ensure(HistorianServer server, TenantDatabase wanted) {
        looks.merge(wanted, 1, Integer::sum);
        return new HistorianOutcome.Ready();
    }

    @Override
    public HistorianOutcome erase(HistorianServer server, String database) {
        return new HistorianOutcome.Ready();
    }

    /** How many tenants were looked at that often. */
    long lookedAt(int times) {
        return looks.values().stream().filter(count -> count >= times).count();
    }
}

package io.millwright.runtime.api;

import io.millwright.runtime.live.LivePoints;
import io.millwright.runtime.query.HistorianReader;
import io.millwright.runtime.tenant.TenantConfiguration;
import io.millwright.wire.TenantId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * What the API keeps of tenants it was asked about. A tenant that nobody asks about costs nothing; one whose configuration
 * changed is taken anew at the next call.
 */
final class ApiTenants implements AutoCloseable {

    private final Map<TenantId, ApiTenant> known = new ConcurrentHashMap<>();
    private final ServedTenants served;
    private final LivePoints live;
    private final ScheduledExecutorService housekeeping;

    ApiTenants(ServedTenants served, LivePoints live, ScheduledExecutorService housekeeping) {
        this.served = served;
        this.live = live;
        this.housekeeping = housekeeping;
    }

    Optional<ApiTenant> find(TenantId tenant) {
        Optional<TenantConfiguration> now = served.configuration(tenant);
        ApiTenant before = known.get(tenant);
        if (before != null && now.isPresent() && now.get().equals(before.configuration())) {
            return Optional.of(before);
        }
        return Optional.ofNullable(known.compute(tenant, (_, old) -> follow(old, now)));
    }

    /** Lets go of tenants that are no longer served; to be called from time to time. */
    void sweep() {
        known.keySet().stream()
                .filter(tenant -> served.configuration(tenant).isEmpty())
                .forEach(tenant -> known.computeIfPresent(tenant, (id, old) -> follow(old, served.configuration(id))));
    }

    private @Nullable ApiTenant follow(@Nullable ApiTenant old, Optional<TenantConfiguration> found) {
        if (found.isEmpty()) {
            if (old != null) {
                live.forget(old.id());
                closeLater(old.reader());
            }
            return null;
        }
        TenantConfiguration now = found.get();
        if (old == null) {
            return fresh(now);
        }
        if (!old.configuration().incarnation().equals(now.incarnation())) {
            live.forget(old.id());
            closeLater(old.reader());
            return fresh(now);
        }
        boolean sameDatabase = old.configuration().database().equals(now.database());
        if (!sameDatabase) {
            closeLater(old.reader());
        }
        return new ApiTenant(
                now,
                sameDatabase ? old.reader() : new HistorianReader(now, housekeeping),
                old.broker(),
                old.desk(),
                old.commands(),
                old.room(),
                old.exports());
    }

    private ApiTenant fresh(TenantConfiguration now) {
        return new ApiTenant(
                now,
                new HistorianReader(now, housekeeping),
                () -> served.broker(now.tenant()),
                () -> served.quarantine(now.tenant()),
                new RepeatedCommands(),
                ApiTenant.freshRoom(),
                ApiTenant.freshExports());
    }

    /** Closing waits for connections in use, which is nobody's time to spend. */
    private static void closeLater(HistorianReader reader) {
        Thread.ofVirtual().name("reader-close").start(reader::close);
    }

    @Override
    public void close() {
        known.values().forEach(tenant -> tenant.reader().close());
        known.clear();
    }
}

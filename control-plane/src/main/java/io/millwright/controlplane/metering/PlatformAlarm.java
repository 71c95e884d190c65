package io.millwright.controlplane.metering;

import io.millwright.controlplane.audit.AuditLog;
import io.millwright.wire.TenantId;
import io.millwright.wire.usage.UsageRow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Alarms go to the log and to the tenant's audit chain; a lie that is repeated is audited once an hour. */
final class PlatformAlarm implements LedgerAlarm {

    private static final Logger LOG = LoggerFactory.getLogger(PlatformAlarm.class);
    private static final Duration AGAIN = Duration.ofHours(1);

    private final AuditLog audit;
    private final Clock clock;
    private final Map<TenantId, Instant> foreign = new ConcurrentHashMap<>();

    PlatformAlarm(AuditLog audit, Clock clock) {
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public void contradiction(TenantId tenant, UsageRow row, String sentence) {
        LOG.atError()
                .addKeyValue("tenant", tenant)
                .addKeyValue("meter", row.window().meter().key())
                .addKeyValue("hour", row.window().hour())
                .addKeyValue("reason", sentence)
                .log("a row of usage was kept out of the ledger");
        audit.record(tenant, "control-plane", "usage.refuse", "usage/" + row.id(), "refused", sentence);
    }

    @Override
    public void foreign(TenantId tenant) {
        LOG.atError().addKeyValue("tenant", tenant).log("a runtime reported usage that is not the asked tenant's");
        Instant now = clock.instant();
        Instant last = foreign.get(tenant);
        if (last == null || !now.isBefore(last.plus(AGAIN))) {
            audit.record(
                    tenant, "control-plane", "usage.refuse", "usage", "refused", "the runtime spoke for somebody else");
            foreign.put(tenant, now);
        }
    }
}

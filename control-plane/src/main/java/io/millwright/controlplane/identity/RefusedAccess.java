package io.millwright.controlplane.identity;

import io.github.bucket4j.Bucket;
import io.millwright.controlplane.audit.AuditLog;
import io.millwright.controlplane.rate.Buckets;
import io.millwright.wire.TenantId;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Notes in a caller's own trail that it reached for a tenant that is not its own, existing or not. The name it reached for
 * is not written down, and no more than so many a minute are, so that a probing program fills nobody's table.
 */
@Component
class RefusedAccess {

    private static final Logger LOG = LoggerFactory.getLogger(RefusedAccess.class);
    private static final int A_MINUTE = 30;

    private final AuditLog audit;
    private final Buckets callers = new Buckets(() -> Bucket.builder()
            .addLimit(limit -> limit.capacity(A_MINUTE).refillGreedy(A_MINUTE, Duration.ofMinutes(1)))
            .build());

    RefusedAccess(AuditLog audit) {
        this.audit = audit;
    }

    void note(Caller caller, TenantId own, String operation) {
        if (!callers.of(caller.name()).tryConsume(1)) {
            return;
        }
        LOG.atInfo()
                .addKeyValue("tenant", own)
                .addKeyValue("reason", "foreign-tenant")
                .log("a caller was refused");
        try {
            audit.record(own, caller.name(), "access", operation, "refused", "not its own tenant");
        } catch (DataAccessException | TransactionException e) {
            LOG.atWarn().addKeyValue("tenant", own).log("a refusal could not be written down");
        }
    }
}

package io.millwright.controlplane.audit;

import io.millwright.controlplane.problem.ProblemException;
import io.millwright.wire.TenantId;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Changes outside the database, which no transaction holds together with their entry: the entry that it was asked for is
 * committed first, so that no death of the process leaves a change without a trace.
 */
@Component
public class AuditedChange {

    private final AuditLog audit;

    AuditedChange(AuditLog audit) {
        this.audit = audit;
    }

    /** Appends {@code asked}, makes the change, and appends {@code done}, {@code refused} or {@code failed}. */
    public <T> T make(TenantId tenant, String actor, String action, String object, Supplier<T> change) {
        AuditEntry asked = audit.record(tenant, actor, action, object, "asked", "");
        try {
            T result = change.get();
            audit.follow(asked, "done", "");
            return result;
        } catch (ProblemException refusal) {
            audit.follow(asked, "refused", refusal.type().slug());
            throw refusal;
        } catch (RuntimeException failure) {
            audit.follow(asked, "failed", "");
            throw failure;
        }
    }
}

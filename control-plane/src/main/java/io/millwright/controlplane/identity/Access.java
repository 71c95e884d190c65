package io.millwright.controlplane.identity;

import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.problem.ProblemType;
import io.millwright.wire.TenantId;
import org.springframework.stereotype.Component;

/** Decides whom a caller may see. Every path below {@code /tenants/{t}} is asked about before its controller runs. */
@Component
public class Access {

    private final KnownTenants tenants;

    Access(KnownTenants tenants) {
        this.tenants = tenants;
    }

    /** @throws ProblemException 404, the same for a foreign tenant and for one that does not exist */
    public void requireTenant(Caller caller, TenantId tenant) {
        boolean visible = caller.tenants().map(own -> own.contains(tenant)).orElseGet(() -> tenants.contains(tenant));
        if (!visible) {
            throw ProblemException.notFound("tenant");
        }
    }

    /** @throws ProblemException 403 for a tenant's own caller while it is suspended */
    public void requireChangeable(Caller caller, TenantId tenant) {
        if (caller.tenants().isPresent() && tenants.suspended(tenant)) {
            throw ProblemException.of(
                    ProblemType.TENANT_SUSPENDED, "Nothing can be changed until the suspension is lifted.");
        }
    }

    /** @throws ProblemException 403 for everybody else */
    public void requireAdministrator(Caller caller) {
        if (!(caller instanceof Caller.Administrator)) {
            throw ProblemException.of(
                    ProblemType.FORBIDDEN, "Only the administrator of this installation may do this.");
        }
    }
}

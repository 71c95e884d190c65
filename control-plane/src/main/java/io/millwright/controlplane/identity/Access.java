package io.millwright.controlplane.identity;

import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.problem.ProblemType;
import io.millwright.wire.TenantId;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Decides what a caller may see and do. Every operation is asked about before its controller runs. */
@Component
public class Access {

    private static final String ADMINISTRATOR = "Only the administrator of this installation may do this.";

    private final KnownTenants tenants;
    private final AccessPolicy policy;

    Access(KnownTenants tenants, AccessPolicy policy) {
        this.tenants = tenants;
        this.policy = policy;
    }

    /** @throws ProblemException 404, the same for a foreign tenant and for one that does not exist */
    public void requireTenant(Caller caller, TenantId tenant) {
        if (!canSee(caller, tenant)) {
            throw ProblemException.notFound("tenant");
        }
    }

    /** Whether it is there, and the caller's own if the caller is somebody's. */
    public boolean canSee(Caller caller, TenantId tenant) {
        return caller.tenants().map(own -> own.contains(tenant)).orElse(true) && tenants.contains(tenant);
    }

    /** Whether it needs no caller. */
    boolean isOpen(Operation operation) {
        return policy.of(operation).filter(Admission.Open.class::isInstance).isPresent();
    }

    /**
     * For a path without a tenant.
     *
     * @throws ProblemException 403 unless the policy lets this caller do it
     */
    void require(Caller caller, Operation operation) {
        boolean allowed = switch (admission(operation)) {
            case Admission.Open _, Admission.SignedIn _ -> true;
            case Admission.People _ -> !(caller instanceof Caller.TenantKey);
            case Admission.AdministratorOnly _, Admission.Roles _ -> caller instanceof Caller.Administrator;
        };
        if (!allowed) {
            throw ProblemException.of(
                    ProblemType.FORBIDDEN,
                    admission(operation) instanceof Admission.People
                            ? "Only a person who has signed in may do this, and no API key."
                            : ADMINISTRATOR);
        }
    }

    /**
     * For a path of a tenant that the caller may see.
     *
     * @throws ProblemException 403 that says which role is needed
     */
    void require(Caller caller, TenantId tenant, Operation operation) {
        if (caller instanceof Caller.Administrator) {
            admission(operation);
            return;
        }
        Grant grant = caller.grantIn(tenant).orElseThrow(() -> ProblemException.notFound("tenant"));
        if (!(admission(operation) instanceof Admission.Roles roles)) {
            throw ProblemException.of(ProblemType.FORBIDDEN, ADMINISTRATOR);
        }
        if (!roles.roles().contains(grant.role())) {
            throw ProblemException.of(
                    ProblemType.FORBIDDEN,
                    "This needs one of these roles in the tenant: " + words(roles) + "; yours is "
                            + grant.role().word() + ".");
        }
        if (!grant.wholeTenant() && !roles.bySite()) {
            throw ProblemException.of(
                    ProblemType.FORBIDDEN,
                    "This needs a role for the whole tenant; yours is for some of its sites only.");
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
            throw ProblemException.of(ProblemType.FORBIDDEN, ADMINISTRATOR);
        }
    }

    /** What no line of the policy names is refused to everybody, so that a forgotten line is noticed. */
    private Admission admission(Operation operation) {
        return policy.of(operation)
                .orElseThrow(() -> ProblemException.of(
                        ProblemType.FORBIDDEN, "The access policy of this installation does not name this operation."));
    }

    private static String words(Admission.Roles roles) {
        return roles.roles().stream().sorted().map(Role::word).collect(Collectors.joining(", "));
    }
}

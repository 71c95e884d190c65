package io.millwright.controlplane.identity;

import io.millwright.controlplane.audit.AuditLog;
import io.millwright.controlplane.identity.ApiKeys.ApiKey;
import io.millwright.controlplane.identity.ApiKeys.FreshKey;
import io.millwright.controlplane.identity.ApiKeys.NewKey;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.problem.ProblemType;
import io.millwright.wire.TenantId;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes and revokes API keys together with their audit entries. */
@Service
public class ApiKeyAdministration {

    /** So that a program in a loop does not fill the table. */
    private static final int MOST = 100;

    private final ApiKeys keys;
    private final AuditLog audit;

    ApiKeyAdministration(ApiKeys keys, AuditLog audit) {
        this.keys = keys;
        this.audit = audit;
    }

    /** @throws ProblemException 403 for more than the creator has itself, 409 for the 101st key of a tenant */
    @Transactional
    public FreshKey create(TenantId tenant, NewKey wanted, Caller caller) {
        String role = wanted.grant().role().word();
        if (caller.grantIn(tenant).filter(own -> own.mayGrant(wanted.grant())).isEmpty()) {
            throw ProblemException.of(
                    ProblemType.FORBIDDEN, "Nobody gives a key more than they have: " + role + " is above your role.");
        }
        // The entry comes first: it locks the tenant's chain, and so the count below is of everything committed.
        audit.record(tenant, caller.name(), "api-key.create", "api-key/" + wanted.name(), "done", "role " + role);
        if (keys.list(tenant, "", MOST).size() >= MOST) {
            throw ProblemException.of(
                    ProblemType.CONFLICT, "A tenant has at most " + MOST + " API keys; revoke one first.");
        }
        return keys.create(tenant, wanted, caller);
    }

    public List<ApiKey> list(TenantId tenant, String after, int limit) {
        return keys.list(tenant, after, limit);
    }

    /** @throws ProblemException 404 */
    @Transactional
    public void revoke(TenantId tenant, String id, Caller caller) {
        if (!keys.revoke(tenant, id)) {
            throw ProblemException.notFound("API key");
        }
        audit.record(tenant, caller.name(), "api-key.revoke", "api-key/" + id, "done", "");
    }
}

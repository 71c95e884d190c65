package io.millwright.controlplane.tenant;

import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.wire.TenantId;
import java.util.Map;
import java.util.Optional;

/** Who may make a tenant, and who becomes its owner; the accounts answer. */
public interface TenantFounding {

    /**
     * Keeps the name for this caller for as long as making the resource can take.
     *
     * @param spec as it was asked for
     * @return the spec as this caller may have it
     * @throws ProblemException 403 for who may make none, 409 for one too many and for a name that another is taking
     */
    Map<String, Object> reserve(TenantId tenant, Map<String, Object> spec, Caller caller);

    /** Gives the name back, because no resource was made. */
    void release(TenantId tenant, Caller caller);

    /** Who reserved the name of this resource and stands in it as owner. */
    Optional<String> founderOf(TenantId tenant, Tenant resource);

    /** Within the transaction that notes a life, at its birth and again with every later note. */
    void noted(TenantId tenant, Tenant resource);
}

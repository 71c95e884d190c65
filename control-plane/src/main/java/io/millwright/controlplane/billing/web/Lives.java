package io.millwright.controlplane.billing.web;

import io.millwright.controlplane.billing.TierHistories.Life;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.tenant.TenantAccounts;
import io.millwright.wire.TenantId;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Which life of a tenant a request is about: the one of now. What an earlier tenant of the name owed is not its business. */
@Component
class Lives {

    /** No incarnation has this form, so nothing is found of it. */
    private static final String NOT_YET = "none";

    private final TenantAccounts tenants;

    Lives(TenantAccounts tenants) {
        this.tenants = tenants;
    }

    /** @throws ProblemException 404 if the tenant is gone */
    Life of(TenantId tenant) {
        TenantAccounts.Account account = tenants.living(tenant).orElseThrow(() -> ProblemException.notFound("tenant"));
        return new Life(tenant, Optional.ofNullable(account.incarnation()).orElse(NOT_YET));
    }
}

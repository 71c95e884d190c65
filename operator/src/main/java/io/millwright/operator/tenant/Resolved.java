package io.millwright.operator.tenant;

import io.millwright.operator.pki.secret.KeyState;
import io.millwright.operator.plan.TenantPlan;
import io.millwright.operator.status.Verdict;
import io.millwright.operator.tier.TierResolution;
import java.util.Optional;

/**
 * What a Tenant's spec and the cluster amount to.
 *
 * @param refusal why the spec as it stands does not run; a plan beside it is the last valid one
 * @param pki first key that could not be found or made
 * @param credentials the seed of passwords, if it could not be found or made
 * @param expiring that the tenant's authority ends within a year, which its renewal should have prevented
 */
record Resolved(
        Optional<TenantPlan> plan,
        Optional<TierResolution.Refused> refusal,
        Optional<KeyState.Unavailable<?>> pki,
        Optional<KeyState.Unavailable<?>> credentials,
        Optional<String> expiring) {

    Verdict pkiVerdict() {
        return pki.map(lost -> Verdict.bad(lost.reason(), lost.message()))
                .or(() -> expiring.map(sentence -> Verdict.good("AuthorityExpiring", sentence)))
                .orElseGet(
                        () -> Verdict.good("Issued", "The tenant's CA and every certificate below it are in place."));
    }
}

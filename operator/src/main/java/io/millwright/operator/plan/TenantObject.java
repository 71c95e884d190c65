package io.millwright.operator.plan;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Optional;

/** One Kubernetes object of a tenant. Implementations are stateless; everything they say follows from the plan alone. */
public interface TenantObject<R extends HasMetadata> {

    Class<R> type();

    String name(TenantPlan plan);

    default String namespace(TenantPlan plan) {
        return plan.namespace();
    }

    /** The API without which a cluster has no such objects, and nobody looks for them. */
    default Optional<OptionalApi> api() {
        return Optional.empty();
    }

    /** False: this plan has no such object, and one that is ours is deleted. */
    default boolean wanted(TenantPlan plan) {
        return true;
    }

    /** False: something it is made of is missing now; what exists is left alone. */
    default boolean possible(TenantPlan plan) {
        return true;
    }

    /** The whole intent, in the form the API server would store it; called only if wanted and possible. */
    R desired(TenantPlan plan);
}

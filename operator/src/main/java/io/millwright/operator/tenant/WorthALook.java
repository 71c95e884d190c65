package io.millwright.operator.tenant;

import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.crd.v1alpha1.TenantStatus;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which changes of a Tenant lead to a reconciliation: of what is wanted, and of what was said of it by somebody else, such as a
 * former leader that wakes up late. The operator's own writes are no events, and usage is not its business.
 */
public final class WorthALook implements OnUpdateFilter<Tenant> {

    @Override
    public boolean accept(Tenant now, Tenant before) {
        return !Objects.equals(
                        now.getMetadata().getGeneration(), before.getMetadata().getGeneration())
                || !Objects.equals(
                        now.getMetadata().getDeletionTimestamp(),
                        before.getMetadata().getDeletionTimestamp())
                || !Objects.equals(
                        now.getMetadata().getFinalizers(), before.getMetadata().getFinalizers())
                || !sameReport(now.getStatus(), before.getStatus());
    }

    private static boolean sameReport(@Nullable TenantStatus now, @Nullable TenantStatus before) {
        if (now == null || before == null) {
            return now == before;
        }
        return now.getPhase() == before.getPhase()
                && Objects.equals(now.getTier(), before.getTier())
                && Objects.equals(now.getIncarnation(), before.getIncarnation())
                && Objects.equals(now.getObservedGeneration(), before.getObservedGeneration())
                && Objects.equals(now.getConditions(), before.getConditions());
    }
}

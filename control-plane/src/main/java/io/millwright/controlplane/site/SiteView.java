package io.millwright.controlplane.site;

import io.millwright.controlplane.cluster.ConditionView;
import io.millwright.crd.v1alpha1.Hierarchy;
import io.millwright.crd.v1alpha1.Location;
import io.millwright.crd.v1alpha1.Site;
import io.millwright.crd.v1alpha1.SiteLimits;
import io.millwright.crd.v1alpha1.SiteSpec;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A site as the API shows it.
 *
 * @param createdAt RFC 3339
 */
public record SiteView(
        String name,
        @Nullable String displayName,
        String timezone,
        @Nullable Location location,
        @Nullable Hierarchy hierarchy,
        @Nullable SiteLimits limits,
        String createdAt,
        Status status) {

    /** What the operator says. */
    @Schema(name = "SiteStatus")
    public record Status(boolean ready, List<ConditionView> conditions) {}

    public static SiteView of(Site site) {
        SiteSpec spec = site.getSpec() == null ? new SiteSpec() : site.getSpec();
        List<ConditionView> conditions = ConditionView.of(
                site.getStatus() == null ? List.of() : site.getStatus().getConditions());
        return new SiteView(
                site.getMetadata().getName(),
                spec.getDisplayName(),
                spec.getTimezone(),
                spec.getLocation(),
                spec.getHierarchy(),
                spec.getLimits(),
                site.getMetadata().getCreationTimestamp(),
                new Status(ConditionView.ready(conditions), conditions));
    }
}

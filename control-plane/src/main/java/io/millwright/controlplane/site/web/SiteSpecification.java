package io.millwright.controlplane.site.web;

import io.millwright.crd.v1alpha1.Hierarchy;
import io.millwright.crd.v1alpha1.Location;
import io.millwright.crd.v1alpha1.SiteLimits;
import org.jspecify.annotations.Nullable;

/** The fields of a site's spec: all of them to replace it, some to change it. */
record SiteSpecification(
        @Nullable String displayName,
        @Nullable String timezone,
        @Nullable Location location,
        @Nullable Hierarchy hierarchy,
        @Nullable SiteLimits limits) {}

package io.millwright.controlplane.site.web;

import io.millwright.crd.v1alpha1.Hierarchy;
import io.millwright.crd.v1alpha1.Location;
import io.millwright.crd.v1alpha1.SiteLimits;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A new site: its name and the fields of its spec. */
record SiteBody(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String name,
        @Nullable String displayName,
        @Nullable String timezone,
        @Nullable Location location,
        @Nullable Hierarchy hierarchy,
        @Nullable SiteLimits limits) {}

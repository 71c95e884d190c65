package io.millwright.controlplane.site.web;

import io.millwright.crd.v1alpha1.Hierarchy;
import io.millwright.crd.v1alpha1.Location;
import io.millwright.crd.v1alpha1.SiteLimits;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The fields of a site's spec: all of them to replace it, some to change it. */
@Schema(example = """
    {"displayName": "Bremen works", "timezone": "Europe/Berlin", "limits": {"devices": 50}}\
    """)
record SiteSpecification(
        @Nullable String displayName,
        @Nullable String timezone,
        @Nullable Location location,
        @Nullable Hierarchy hierarchy,
        @Nullable SiteLimits limits) {}

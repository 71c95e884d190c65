package io.millwright.controlplane.site.web;

import io.millwright.crd.v1alpha1.Hierarchy;
import io.millwright.crd.v1alpha1.Location;
import io.millwright.crd.v1alpha1.SiteLimits;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A new site: its name and the fields of its spec. */
@Schema(example = """
    {"name": "bremen", "displayName": "Bremen works", "timezone": "Europe/Berlin",
     "location": {"latitude": 53.0793, "longitude": 8.8017, "address": "Am Hafen 1, 28195 Bremen"},
     "hierarchy": {"enterprise": "Acme Pumps", "area": "Casting"}, "limits": {"devices": 50}}\
    """)
record SiteBody(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String name,
        @Nullable String displayName,
        @Nullable String timezone,
        @Nullable Location location,
        @Nullable Hierarchy hierarchy,
        @Nullable SiteLimits limits) {}

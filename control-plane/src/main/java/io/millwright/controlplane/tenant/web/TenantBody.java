package io.millwright.controlplane.tenant.web;

import io.millwright.crd.v1alpha1.Addons;
import io.millwright.crd.v1alpha1.DeletionPolicy;
import io.millwright.crd.v1alpha1.HistorianSettings;
import io.millwright.crd.v1alpha1.Owner;
import io.millwright.crd.v1alpha1.TenantLimits;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A new tenant: its name and the fields of its spec. */
@Schema(example = """
    {"name": "acme", "tier": "professional", "displayName": "Acme Pumps", "region": "eu-central",
     "limits": {"devices": 500, "storageGi": 50}}\
    """)
record TenantBody(
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String name,
        @Schema(requiredMode = Schema.RequiredMode.REQUIRED) String tier,
        @Nullable String displayName,
        @Nullable String region,
        @Nullable Owner owner,
        @Nullable Boolean suspended,
        @Nullable DeletionPolicy deletionPolicy,
        @Nullable HistorianSettings historian,
        @Nullable TenantLimits limits,
        @Nullable Addons addons) {}

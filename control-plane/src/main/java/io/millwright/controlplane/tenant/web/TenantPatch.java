package io.millwright.controlplane.tenant.web;

import io.millwright.crd.v1alpha1.HistorianSettings;
import io.millwright.crd.v1alpha1.TenantLimits;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What may change of a tenant, as a JSON merge patch: null takes a field back to what the tier gives.
 *
 * @param suspended only for the administrator
 */
@Schema(example = """
    {"displayName": "Acme Pumps", "tier": "enterprise", "limits": {"devices": 2000, "storageGi": null}}\
    """)
record TenantPatch(
        @Nullable String displayName,
        @Nullable String tier,
        @Nullable Boolean suspended,
        @Nullable HistorianSettings historian,
        @Nullable TenantLimits limits) {}

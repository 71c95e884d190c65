package io.millwright.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a tenant is in its life. */
public enum TenantPhase {
    @JsonProperty("Pending")
    PENDING,

    @JsonProperty("Provisioning")
    PROVISIONING,

    @JsonProperty("Ready")
    READY,

    @JsonProperty("Migrating")
    MIGRATING,

    @JsonProperty("Suspended")
    SUSPENDED,

    @JsonProperty("Degraded")
    DEGRADED,

    @JsonProperty("Terminating")
    TERMINATING
}

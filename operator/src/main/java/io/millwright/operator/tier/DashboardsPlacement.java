package io.millwright.operator.tier;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a tenant's dashboards are, in an installation that has Grafana. */
public enum DashboardsPlacement {
    /** The portal's charts. */
    @JsonProperty("None")
    NONE,

    /** An organisation in a Grafana that tenants share. */
    @JsonProperty("Pooled")
    POOLED,

    /** A Grafana in the tenant's namespace. */
    @JsonProperty("Own")
    OWN
}

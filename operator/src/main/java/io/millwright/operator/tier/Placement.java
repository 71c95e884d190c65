package io.millwright.operator.tier;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether a part is shared with other tenants or the tenant's own. */
public enum Placement {
    @JsonProperty("Pooled")
    POOLED,

    @JsonProperty("Own")
    OWN
}

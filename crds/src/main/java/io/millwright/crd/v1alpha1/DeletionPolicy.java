package io.millwright.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Whether the data outlives the tenant. */
public enum DeletionPolicy {
    /** Historian and CA stay; the namespace is tombstoned. */
    @JsonProperty("Retain")
    RETAIN,

    /** Data is destroyed after the grace period. */
    @JsonProperty("Delete")
    DELETE
}

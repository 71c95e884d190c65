package io.millwright.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who lets a device in. */
public enum Approval {
    /** A valid code is enough. */
    @JsonProperty("Automatic")
    AUTOMATIC,

    /** A person approves each device. */
    @JsonProperty("Manual")
    MANUAL
}

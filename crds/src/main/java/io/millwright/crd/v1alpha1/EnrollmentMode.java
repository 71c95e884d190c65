package io.millwright.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Which side shows the code. */
public enum EnrollmentMode {
    /** The platform mints a code, the device presents it. */
    @JsonProperty("ClaimCode")
    CLAIM_CODE,

    /** The device shows a code, a person types it into the portal. */
    @JsonProperty("DeviceCode")
    DEVICE_CODE
}

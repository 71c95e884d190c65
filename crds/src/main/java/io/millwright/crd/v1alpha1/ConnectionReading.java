package io.millwright.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who begins: the agent asks for values, or the machine tells them. */
public enum ConnectionReading {
    @JsonProperty("Poll")
    POLL,

    @JsonProperty("Subscribe")
    SUBSCRIBE
}

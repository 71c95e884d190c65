package io.millwright.crd.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a machine speaks. */
public enum Protocol {
    @JsonProperty("modbus-tcp")
    MODBUS_TCP,

    @JsonProperty("opcua")
    OPCUA,

    @JsonProperty("s7")
    S7,

    @JsonProperty("mqtt")
    MQTT
}

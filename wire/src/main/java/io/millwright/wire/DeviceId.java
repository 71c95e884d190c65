package io.millwright.wire;

/** The name of a device, unique over the platform; also its MQTT client id. */
public record DeviceId(String value) {

    /** @throws IllegalArgumentException if the text is not such a name */
    public DeviceId {
        Label.checked("device", value);
    }

    @Override
    public String toString() {
        return value;
    }
}

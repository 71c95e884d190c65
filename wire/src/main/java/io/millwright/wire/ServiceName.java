package io.millwright.wire;

/** The name of a service of a tenant or of the platform, such as runtime. */
public record ServiceName(String value) {

    /** @throws IllegalArgumentException if the text is not such a name */
    public ServiceName {
        Label.checked("service", value);
    }

    @Override
    public String toString() {
        return value;
    }
}

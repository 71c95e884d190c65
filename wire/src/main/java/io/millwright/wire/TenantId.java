package io.millwright.wire;

/** The name of a tenant, as it stands in topics and certificates. */
public record TenantId(String value) {

    /** Stands where a tenant would in the names of the platform itself. */
    public static final String RESERVED = "platform";

    /** @throws IllegalArgumentException if the text is not such a name, or is reserved */
    public TenantId {
        Label.checked("tenant", value);
        if (value.equals(RESERVED)) {
            throw new IllegalArgumentException("no tenant is called " + RESERVED);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}

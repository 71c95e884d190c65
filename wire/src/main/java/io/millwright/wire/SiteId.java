package io.millwright.wire;

/** The name of a site within a tenant. */
public record SiteId(String value) {

    /** Stands where a site would in the certificates of a service: such a site could make devices into services. */
    public static final String RESERVED = "service";

    /** @throws IllegalArgumentException if the text is not such a name, or is reserved */
    public SiteId {
        Label.checked("site", value);
        if (value.equals(RESERVED)) {
            throw new IllegalArgumentException("no site is called " + RESERVED);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}

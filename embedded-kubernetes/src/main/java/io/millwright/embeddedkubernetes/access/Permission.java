package io.millwright.embeddedkubernetes.access;

/**
 * One verb on one resource of one group, as rules grant it.
 *
 * @param group empty for the core group
 * @param resource the plural, with {@code /subresource} if it is about one
 */
public record Permission(String verb, String group, String resource) {

    @Override
    public String toString() {
        return verb + " " + (group.isEmpty() ? "" : group + "/") + resource;
    }
}

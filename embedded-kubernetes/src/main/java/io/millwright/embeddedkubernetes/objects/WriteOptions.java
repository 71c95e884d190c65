package io.millwright.embeddedkubernetes.objects;

import java.util.List;

/**
 * How a write is meant.
 *
 * @param manager who is said to own the fields that change
 * @param force whether apply takes over fields of others
 * @param unknownFields what happens to fields that the schema does not know
 * @param warnings where sentences for the client's user are put
 */
public record WriteOptions(
        boolean dryRun, String manager, boolean force, UnknownFields unknownFields, List<String> warnings) {

    /** What happens to fields that the schema does not know: they go in any case. */
    public enum UnknownFields {
        IGNORE,
        WARN,
        STRICT
    }
}

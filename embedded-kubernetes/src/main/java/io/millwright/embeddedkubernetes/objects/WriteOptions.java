package io.millwright.embeddedkubernetes.objects;

import io.millwright.embeddedkubernetes.access.Caller;
import java.util.ArrayList;
import java.util.List;

/**
 * How a write is meant.
 *
 * @param caller who writes, whatever the manager is called
 * @param manager who is said to own the fields that change
 * @param force whether apply takes over fields of others
 * @param unknownFields what happens to fields that the schema does not know
 * @param warnings where sentences for the client's user are put
 */
public record WriteOptions(
        Caller caller,
        boolean dryRun,
        String manager,
        boolean force,
        UnknownFields unknownFields,
        List<String> warnings) {

    /** A write of the server's own, which nobody has to admit. */
    public static WriteOptions own(String manager) {
        return new WriteOptions(Caller.OWNER, false, manager, false, UnknownFields.IGNORE, new ArrayList<>());
    }

    /** What happens to fields that the schema does not know: they go in any case. */
    public enum UnknownFields {
        IGNORE,
        WARN,
        STRICT
    }
}

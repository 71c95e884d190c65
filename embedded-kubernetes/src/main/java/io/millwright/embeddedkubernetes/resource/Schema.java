package io.millwright.embeddedkubernetes.resource;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What patches and server-side apply must know of a value: its shape and how lists and maps merge. */
public interface Schema {

    /** How a list is merged by server-side apply. */
    enum ListType {
        ATOMIC,
        SET,
        MAP
    }

    /** The schema of a member, declared or by additionalProperties; null where the schema says nothing of it. */
    @Nullable
    Schema property(String name);

    /** The schema of a list's entries; null for what is no list. */
    @Nullable
    Schema items();

    /** ATOMIC for what is no list. */
    ListType listType();

    /** The members that identify an entry of a MAP list, in the order of the schema. */
    List<String> listMapKeys();

    /** The value that a key of a MAP list has when an entry leaves it out (protocol: TCP), by the schema's default. */
    tools.jackson.databind.@Nullable JsonNode defaultValue();

    /** True for objects owned as a whole (x-kubernetes-map-type: atomic). */
    boolean atomicMap();

    /** True where members that the schema does not know are kept. */
    boolean preservesUnknownFields();

    /** The key by which strategic merge patch matches a list's entries; null where it replaces the list. */
    @Nullable
    String patchMergeKey();
}

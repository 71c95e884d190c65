package io.millwright.embeddedkubernetes.registry;

import io.millwright.embeddedkubernetes.resource.ResourceType;
import io.millwright.embeddedkubernetes.store.Key;

/**
 * A resource type with where its objects lie.
 *
 * @param storage the resource part of store keys; the same for all versions, and for events in both groups
 * @param storedAs the apiVersion under which objects are stored
 * @param since objects of this revision and older were written under another schema
 */
public record Served(ResourceType type, String storage, String storedAs, long since) {

    public String apiVersion() {
        return apiVersion(type.group(), type.version());
    }

    static String apiVersion(String group, String version) {
        return group.isEmpty() ? version : group + "/" + version;
    }

    /** {@code deployments.apps}, as messages name it. */
    public String qualified() {
        return type.group().isEmpty() ? type.plural() : type.plural() + "." + type.group();
    }

    /** {@code Deployment.apps}, as messages of refused objects name it. */
    public String qualifiedKind() {
        return type.group().isEmpty() ? type.kind() : type.kind() + "." + type.group();
    }

    public Key key(String namespace, String name) {
        return new Key(storage, type.namespaced() ? namespace : "", name);
    }
}

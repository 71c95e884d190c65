package io.millwright.embeddedkubernetes.controllers;

import io.millwright.embeddedkubernetes.customresource.CustomResourceDefinitions;
import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.objects.Deletion;
import io.millwright.embeddedkubernetes.registry.Registry;
import io.millwright.embeddedkubernetes.resource.ResourceType;
import io.millwright.embeddedkubernetes.store.Event;
import io.millwright.embeddedkubernetes.store.Store;
import io.millwright.embeddedkubernetes.store.Stored;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Serves what custom resource definitions define, and deletes their objects with them. */
final class DefinitionController {

    private static final String RESOURCE = "apiextensions.k8s.io/customresourcedefinitions";
    private static final String CLEANUP = Deletion.DEFINITION_CLEANUP;

    private final Store store;
    private final Registry registry;
    private final Writes writes;
    private final Clock clock;

    DefinitionController(Store store, Registry registry, Writes writes, Clock clock) {
        this.store = store;
        this.registry = registry;
        this.writes = writes;
        this.clock = clock;
    }

    void serveAll() {
        store.list(RESOURCE, null).objects().forEach(stored -> serve(stored, stored.object(), stored.revision()));
    }

    void handle(Event event) {
        Stored stored = event.object();
        if (!stored.key().resource().equals(RESOURCE)) {
            ifLastOfItsKind(event);
            return;
        }
        if (event.removed()) {
            Set<String> gone = registry.withdraw(stored.key().name());
            store.endWatches(gone);
            return;
        }
        Stored current = writes.current(stored.key(), stored.uid());
        if (current == null) {
            return;
        }
        ObjectNode definition = current.object();
        if (Json.at(definition, "metadata", "deletionTimestamp") != null) {
            cleanUp(current, definition);
            return;
        }
        Stored previous = event.previous();
        if (previous == null || !Json.same(previous.object().get("spec"), definition.get("spec"))) {
            serve(current, definition, store.revision());
        }
        writes.change(current, "status", object -> {
            CustomResourceDefinitions.accept(object, clock.instant());
            return object;
        });
    }

    /** @param since objects of that revision and older may have been written under another schema */
    private void serve(Stored stored, ObjectNode definition, long since) {
        List<ResourceType> types = CustomResourceDefinitions.resourceTypes(definition, clock);
        String storage = types.isEmpty() ? "" : types.getFirst().version();
        for (JsonNode version : definition.path("spec").path("versions")) {
            if (version.path("storage").asBoolean(false)) {
                storage = Json.text(version, "name");
            }
        }
        registry.define(stored.key().name(), types, storage, since);
    }

    private static String storage(ObjectNode definition) {
        return Json.text(definition, "spec", "group") + "/" + Json.text(definition, "spec", "names", "plural");
    }

    private void cleanUp(Stored stored, ObjectNode definition) {
        if (!Json.texts(definition, "metadata", "finalizers").contains(CLEANUP)) {
            return;
        }
        String storage = storage(definition);
        store.list(storage, null).objects().forEach(object -> writes.delete(object, "Background"));
        if (store.list(storage, null).objects().isEmpty()) {
            writes.removeFinalizer(stored, CLEANUP);
        }
    }

    /** A definition that waits for its objects goes with the last of them. */
    private void ifLastOfItsKind(Event event) {
        String resource = event.object().key().resource();
        if (!event.removed() || store.holds(resource)) {
            return;
        }
        int slash = resource.indexOf('/');
        String name = resource.substring(slash + 1) + "." + resource.substring(0, slash);
        Stored definition = store.get(new io.millwright.embeddedkubernetes.store.Key(RESOURCE, "", name));
        if (definition != null) {
            ObjectNode object = definition.object();
            if (Json.at(object, "metadata", "deletionTimestamp") != null) {
                cleanUp(definition, object);
            }
        }
    }
}

package io.millwright.embeddedkubernetes.controllers;

import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.objects.Address;
import io.millwright.embeddedkubernetes.objects.Change;
import io.millwright.embeddedkubernetes.objects.DeleteOptions;
import io.millwright.embeddedkubernetes.objects.Objects;
import io.millwright.embeddedkubernetes.objects.WriteOptions;
import io.millwright.embeddedkubernetes.registry.Registry;
import io.millwright.embeddedkubernetes.registry.Served;
import io.millwright.embeddedkubernetes.resource.Refusal;
import io.millwright.embeddedkubernetes.store.Key;
import io.millwright.embeddedkubernetes.store.Store;
import io.millwright.embeddedkubernetes.store.Stored;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes of controllers: on what may be gone or changed by then, which is no failure. */
final class Writes {

    private final Store store;
    private final Registry registry;
    private final Objects objects;
    private final String manager;

    Writes(Store store, Registry registry, Objects objects, String manager) {
        this.store = store;
        this.registry = registry;
        this.objects = objects;
        this.manager = manager;
    }

    /** The object if it is still that one, or null. */
    @Nullable
    Stored current(Key key, String uid) {
        Stored stored = store.get(key);
        return stored != null && stored.uid().equals(uid) ? stored : null;
    }

    void delete(Stored stored, String propagation) {
        Served served = registry.stored(stored.key().resource());
        if (served == null) {
            store.remove(stored);
            return;
        }
        Address address =
                new Address(served, stored.key().namespace(), stored.key().name(), "");
        orGone(() -> objects.delete(address, new DeleteOptions(false, propagation, stored.uid(), "")));
    }

    /** @param subresource empty for the object itself */
    void change(Stored stored, String subresource, Change change) {
        Served served = registry.stored(stored.key().resource());
        if (served == null) {
            return;
        }
        WriteOptions options = WriteOptions.own(manager);
        Address address =
                new Address(served, stored.key().namespace(), stored.key().name(), subresource);
        orGone(() -> objects.patch(address, options, current -> {
            if (!Json.text(current, "metadata", "uid").equals(stored.uid())) {
                throw new Refusal(404, "NotFound", "replaced by another of that name", null);
            }
            return change.of(current);
        }));
    }

    void removeFinalizer(Stored stored, String finalizer) {
        change(stored, "", current -> {
            List<String> kept = new ArrayList<>(Json.texts(current, "metadata", "finalizers"));
            kept.remove(finalizer);
            ObjectNode metadata = Json.metadata(current);
            ArrayNode list = metadata.putArray("finalizers");
            kept.forEach(list::add);
            return current;
        });
    }

    private static void orGone(Runnable write) {
        try {
            write.run();
        } catch (Refusal e) {
            if (e.code() != 404 && e.code() != 409) {
                throw e;
            }
        }
    }
}

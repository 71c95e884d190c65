package io.millwright.embeddedkubernetes.objects;

import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.registry.Served;
import io.millwright.embeddedkubernetes.resource.FieldError;
import io.millwright.embeddedkubernetes.resource.ResourceType;
import io.millwright.embeddedkubernetes.store.Key;
import io.millwright.embeddedkubernetes.store.Store;
import io.millwright.embeddedkubernetes.store.Stored;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Stores objects that are new. */
final class Insertion {

    private final Store store;
    private final Clock clock;
    private final Admission admission;

    Insertion(Store store, Clock clock, Admission admission) {
        this.store = store;
        this.clock = clock;
        this.admission = admission;
    }

    /** @return the object as it is read now */
    ObjectNode insert(Address address, ObjectNode object, WriteOptions options, Owning owning) {
        Served served = address.served();
        ResourceType type = served.type();
        ObjectNode metadata = Json.metadata(object);
        checkNamespace(served, address.namespace(), Json.text(metadata, "name"));
        metadata.remove("managedFields");
        if (served.storage().equals("/namespaces")) {
            String name = Json.text(metadata, "name");
            Json.member(metadata, "labels").put("kubernetes.io/metadata.name", name);
        }
        owning.record(Owning.writer(served, options, "", clock), null, object);
        type.prepareForCreate(object);
        if (served.storage().equals("/persistentvolumeclaims")) {
            metadata.putArray("finalizers").add("kubernetes.io/pvc-protection");
        }
        Metadata.born(served, object, clock);
        List<FieldError> errors = new ArrayList<>(Metadata.errors(served, object, options.warnings()));
        errors.addAll(type.validateCreate(object));
        String name = Json.text(metadata, "name");
        if (!errors.isEmpty()) {
            throw Refusals.invalid(served, name, errors);
        }
        Key key = served.key(address.namespace(), name);
        admission.check(new Admission.Write(served, "CREATE", address, name, object, null), options);
        if (options.dryRun()) {
            if (store.get(key) != null) {
                throw Refusals.alreadyExists(served, name);
            }
            return object;
        }
        Stored stored = store.put(key, Versions.stored(served, object), null);
        if (stored == null) {
            Stored there = store.get(key);
            if (there != null && Metadata.beingDeleted(there.object())) {
                throw Refusals.alreadyExistsDying(served, name);
            }
            throw Refusals.alreadyExists(served, name);
        }
        return Versions.read(served, stored);
    }

    private void checkNamespace(Served served, String namespace, String name) {
        if (!served.type().namespaced()) {
            return;
        }
        Stored there = store.get(new Key("/namespaces", "", namespace));
        if (there == null) {
            throw Refusals.noSuchNamespace(namespace);
        }
        if (Metadata.beingDeleted(there.object())) {
            throw Refusals.forbidden(
                    served,
                    name,
                    "unable to create new content in namespace " + namespace + " because it is being terminated",
                    List.of(new FieldError(
                            "NamespaceTerminating",
                            "metadata.namespace",
                            "namespace " + namespace + " is being terminated")));
        }
    }
}

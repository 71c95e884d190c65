package io.millwright.embeddedkubernetes.objects;

import io.millwright.embeddedkubernetes.apply.DeclaredFields;
import io.millwright.embeddedkubernetes.apply.FieldOwnership;
import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.registry.Served;
import io.millwright.embeddedkubernetes.resource.FieldError;
import io.millwright.embeddedkubernetes.resource.Refusal;
import io.millwright.embeddedkubernetes.store.Store;
import io.millwright.embeddedkubernetes.store.Stored;
import java.time.Clock;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Creates, changes and deletes objects by the rules common to all kinds. Everything is worked out on a copy and stored
 * only if the object is still the one that was read; otherwise it is worked out again.
 */
public final class Objects {

    private final Store store;
    private final Clock clock;
    private final Deletion deletion;
    private final Insertion insertion;
    private final Update update;

    public Objects(Store store, Clock clock) {
        this(store, clock, (_, _) -> {});
    }

    public Objects(Store store, Clock clock, Admission admission) {
        this.store = store;
        this.clock = clock;
        this.deletion = new Deletion(store, clock);
        this.insertion = new Insertion(store, clock, admission);
        this.update = new Update(store, clock, admission, deletion);
    }

    /** The object as stored. */
    public Stored get(Address address) {
        return update.get(address);
    }

    public Result create(Address address, ObjectNode body, WriteOptions options) {
        Served served = address.served();
        ObjectNode object = Decoder.decoded(served, body, options, "");
        ObjectNode metadata = Json.metadata(object);
        namespace(address, metadata);
        if (!Json.text(metadata, "resourceVersion").isEmpty()) {
            throw Refusals.internal("resourceVersion should not be set on objects to be created");
        }
        return new Result(insertion.insert(address, object, options, FieldOwnership::update), true);
    }

    /** PUT: the body takes the place of what is there. */
    public Result replace(Address address, ObjectNode body, WriteOptions options) {
        Served served = address.served();
        boolean scale = address.subresource().equals("scale");
        ObjectNode object = scale ? body : Decoder.decoded(served, body, options, address.name());
        ObjectNode metadata = Json.metadata(object);
        String name = Json.text(metadata, "name");
        if (name.isEmpty()) {
            throw Refusals.badRequest("the name of the object (" + address.name()
                    + " based on URL) was undeterminable: name must be provided");
        }
        sameName(address, name);
        namespace(address, metadata);
        if (store.get(address.key()) == null
                && address.subresource().isEmpty()
                && served.storage().equals("coordination.k8s.io/leases")) {
            metadata.remove("resourceVersion");
            return new Result(insertion.insert(address, object, options, FieldOwnership::update), true);
        }
        String wanted = Json.text(metadata, "resourceVersion");
        String uid = Json.text(metadata, "uid");
        return update.update(address, options, FieldOwnership::update, current -> {
            if (!uid.isEmpty() && !uid.equals(Json.text(current, "metadata", "uid"))) {
                throw Refusals.conflict(served, address.name(), uidPrecondition(address, uid, current));
            }
            if (served.type().custom() && !scale && (wanted.isEmpty() || wanted.equals("0"))) {
                throw Refusals.invalid(
                        served.type().group(),
                        served.type().plural(),
                        address.name(),
                        List.of(new FieldError(
                                "FieldValueInvalid",
                                "metadata.resourceVersion",
                                "Invalid value: 0: must be specified for an update")));
            }
            return object.deepCopy();
        });
    }

    private static String uidPrecondition(Address address, String uid, ObjectNode current) {
        String group = address.served().type().group();
        String path =
                (group.isEmpty() ? "" : group + "/") + address.served().type().plural() + "/"
                        + (address.namespace().isEmpty() ? "" : address.namespace() + "/") + address.name();
        return "StorageError: invalid object, Code: 4, Key: /registry/" + path
                + ", ResourceVersion: 0, AdditionalErrorMsg: "
                + "Precondition failed: UID in precondition: " + uid + ", UID in object meta: "
                + Json.text(current, "metadata", "uid");
    }

    /** PATCH of any type but apply: the change sees the current object. */
    public Result patch(Address address, WriteOptions options, Change change) {
        Served served = address.served();
        return update.update(address, options, FieldOwnership::update, current -> {
            ObjectNode patched = change.of(current);
            if (address.subresource().equals("scale")) {
                return patched;
            }
            ObjectNode object = Decoder.patched(served, patched, options, address.name());
            sameName(address, Json.text(object, "metadata", "name"));
            return object;
        });
    }

    /** PATCH by server-side apply: creates what is not there. */
    public Result apply(Address address, ObjectNode sent, WriteOptions options) {
        Served served = address.served();
        ObjectNode applied = Applied.checked(address, sent);
        ObjectNode metadata = Json.metadata(applied);
        sameName(address, Json.text(metadata, "name"));
        String namespace = Json.text(metadata, "namespace");
        namespace(address, metadata);
        DeclaredFields.check(served.type(), applied, served.apiVersion(), namespace, address.name());
        for (int round = 0; round < Update.ROUNDS; round++) {
            if (store.get(address.key()) == null) {
                if (!address.subresource().isEmpty()) {
                    throw Refusals.notFound(served, address.name());
                }
                if (!Json.text(metadata, "uid").isEmpty()) {
                    throw Refusals.conflict(
                            served,
                            address.name(),
                            "uid mismatch: the provided object specified uid " + Json.text(metadata, "uid")
                                    + ", and no existing object was found");
                }
                ObjectNode object = Decoder.decoded(served, applied.deepCopy(), options, "");
                Json.metadata(object).remove("resourceVersion");
                try {
                    return new Result(
                            insertion.insert(
                                    address, object, options, (w, live, o) -> FieldOwnership.applied(w, o, applied)),
                            true);
                } catch (Refusal e) {
                    if (e.reason().equals("AlreadyExists") && store.get(address.key()) != null) {
                        continue;
                    }
                    throw e;
                }
            }
            return update.update(address, options, Update.ALREADY_RECORDED, current -> {
                ObjectNode object = FieldOwnership.apply(
                        Owning.writer(served, options, address.subresource(), clock), current, applied);
                return Decoder.decoded(served, object, options, "");
            });
        }
        throw Refusals.modified(served, address.name());
    }

    /** Marks for deletion, or removes at once. */
    public Deletion.Outcome delete(Address address, DeleteOptions options) {
        return deletion.delete(address, options);
    }

    private static void namespace(Address address, ObjectNode metadata) {
        if (!address.served().type().namespaced()) {
            metadata.remove("namespace");
            return;
        }
        String said = Json.text(metadata, "namespace");
        if (!said.isEmpty() && !said.equals(address.namespace())) {
            throw Refusals.badRequest(
                    "the namespace of the provided object does not match the namespace sent on the request");
        }
        metadata.put("namespace", address.namespace());
    }

    private static void sameName(Address address, String name) {
        if (!name.equals(address.name())) {
            throw Refusals.badRequest("the name of the object (" + name + ") does not match the name on the URL ("
                    + address.name() + ")");
        }
    }

    public Store store() {
        return store;
    }
}

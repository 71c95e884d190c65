package io.millwright.embeddedkubernetes.objects;

import io.millwright.embeddedkubernetes.apply.FieldOwnership;
import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.registry.Served;
import io.millwright.embeddedkubernetes.resource.FieldError;
import io.millwright.embeddedkubernetes.resource.Refusal;
import io.millwright.embeddedkubernetes.resource.ResourceType;
import io.millwright.embeddedkubernetes.store.Key;
import io.millwright.embeddedkubernetes.store.Store;
import io.millwright.embeddedkubernetes.store.Stored;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Creates, changes and deletes objects by the rules common to all kinds. Everything is worked out on a copy and stored
 * only if the object is still the one that was read; otherwise it is worked out again.
 */
public final class Objects {

    /** Only a storm of writers of one object gets here; each round one of them succeeds. */
    private static final int ROUNDS = 100;

    /** For apply, which has done it while merging. */
    private static final Owning ALREADY_RECORDED = (writer, live, object) -> {};

    private final Store store;
    private final Clock clock;
    private final Admission admission;
    private final Deletion deletion;

    public Objects(Store store, Clock clock) {
        this(store, clock, (_, _) -> {});
    }

    public Objects(Store store, Clock clock, Admission admission) {
        this.store = store;
        this.admission = admission;
        this.clock = clock;
        this.deletion = new Deletion(store, clock);
    }

    /** The object as stored. */
    public Stored get(Address address) {
        Stored stored = store.get(address.key());
        if (stored == null) {
            throw Refusals.notFound(address.served(), address.name());
        }
        return stored;
    }

    public Result create(Address address, ObjectNode body, WriteOptions options) {
        Served served = address.served();
        ObjectNode object = decoded(served, body, options, "");
        ObjectNode metadata = Json.metadata(object);
        namespace(address, metadata);
        if (!Json.text(metadata, "resourceVersion").isEmpty()) {
            throw Refusals.internal("resourceVersion should not be set on objects to be created");
        }
        return new Result(insert(address, object, options, FieldOwnership::update), true);
    }

    /** Works out who owns what: {@code (type, live or null, object, options, subresource, time)}. */
    @FunctionalInterface
    interface Owning {
        void record(FieldOwnership.Writer writer, @Nullable ObjectNode live, ObjectNode object);
    }

    private ObjectNode insert(Address address, ObjectNode object, WriteOptions options, Owning owning) {
        Served served = address.served();
        ResourceType type = served.type();
        ObjectNode metadata = Json.metadata(object);
        checkNamespace(served, address.namespace(), Json.text(metadata, "name"));
        metadata.remove("managedFields");
        if (served.storage().equals("/namespaces")) {
            String name = Json.text(metadata, "name");
            Json.member(metadata, "labels").put("kubernetes.io/metadata.name", name);
        }
        owning.record(writer(served, options, ""), null, object);
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
        Stored stored = store.put(key, stored(served, object), null);
        if (stored == null) {
            Stored there = store.get(key);
            if (there != null && Metadata.beingDeleted(there.object())) {
                throw Refusals.alreadyExistsDying(served, name);
            }
            throw Refusals.alreadyExists(served, name);
        }
        return Versions.read(served, stored);
    }

    private FieldOwnership.Writer writer(Served served, WriteOptions options, String subresource) {
        // Kubernetes dates no entry of the scale subresource.
        String now = subresource.equals("scale") ? "" : Metadata.now(clock);
        return new FieldOwnership.Writer(
                served.type(), options.manager(), served.apiVersion(), subresource, options.force(), now);
    }

    /** PUT: the body takes the place of what is there. */
    public Result replace(Address address, ObjectNode body, WriteOptions options) {
        Served served = address.served();
        boolean scale = address.subresource().equals("scale");
        ObjectNode object = scale ? body : decoded(served, body, options, address.name());
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
            return new Result(insert(address, object, options, FieldOwnership::update), true);
        }
        String wanted = Json.text(metadata, "resourceVersion");
        String uid = Json.text(metadata, "uid");
        return update(address, options, true, FieldOwnership::update, current -> {
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
        return update(address, options, false, FieldOwnership::update, current -> {
            ObjectNode patched = change.of(current);
            if (address.subresource().equals("scale")) {
                return patched;
            }
            ObjectNode object = decodedPatch(served, patched, options, address.name());
            sameName(address, Json.text(object, "metadata", "name"));
            return object;
        });
    }

    /** What makes a patched object undecodable is said to be wrong with the patch. */
    private ObjectNode decodedPatch(Served served, ObjectNode patched, WriteOptions options, String name) {
        try {
            return decoded(served, patched, options, name);
        } catch (Refusal e) {
            throw e.code() == 400 ? new Refusal(422, "Invalid", String.valueOf(e.getMessage()), Json.object()) : e;
        }
    }

    /** PATCH by server-side apply: creates what is not there. */
    public Result apply(Address address, ObjectNode sent, WriteOptions options) {
        Served served = address.served();
        ObjectNode applied = Applied.checked(address, sent);
        ObjectNode metadata = Json.metadata(applied);
        sameName(address, Json.text(metadata, "name"));
        String namespace = Json.text(metadata, "namespace");
        namespace(address, metadata);
        FieldOwnership.check(served.type(), applied, served.apiVersion(), namespace, address.name());
        for (int round = 0; round < ROUNDS; round++) {
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
                ObjectNode object = decoded(served, applied.deepCopy(), options, "");
                Json.metadata(object).remove("resourceVersion");
                try {
                    return new Result(
                            insert(address, object, options, (w, live, o) -> FieldOwnership.applied(w, o, applied)),
                            true);
                } catch (Refusal e) {
                    if (e.reason().equals("AlreadyExists") && store.get(address.key()) != null) {
                        continue;
                    }
                    throw e;
                }
            }
            return update(address, options, false, ALREADY_RECORDED, current -> {
                ObjectNode object =
                        FieldOwnership.apply(writer(served, options, address.subresource()), current, applied);
                return decoded(served, object, options, "");
            });
        }
        throw Refusals.modified(served, address.name());
    }

    private Result update(Address address, WriteOptions options, boolean put, Owning owning, Change change) {
        Served served = address.served();
        for (int round = 0; round < ROUNDS; round++) {
            Stored there = get(address);
            ObjectNode old = Versions.read(served, there);
            ObjectNode next =
                    owning == ALREADY_RECORDED ? change.of(old.deepCopy()) : Subresources.change(address, old, change);
            String wanted = Json.text(next, "metadata", "resourceVersion");
            if (!wanted.isEmpty()
                    && !wanted.equals("0")
                    && !wanted.equals(Json.text(old, "metadata", "resourceVersion"))) {
                if (!wanted.chars().allMatch(Character::isDigit)) {
                    throw Refusals.internal("strconv.ParseUint: parsing \"" + wanted + "\": invalid syntax");
                }
                throw Refusals.modified(served, address.name());
            }
            boolean uidChanged = uidChanged(old, next);
            if (uidChanged) {
                FieldError error =
                        Metadata.invalid("metadata.uid", Json.text(next, "metadata", "uid"), "field is immutable");
                throw Refusals.invalid(
                        served, address.name(), served.type().custom() ? List.of(error, error) : List.of(error));
            }
            prepare(address, options, owning, old, next);
            if (unchanged(old, next)) {
                // Kubernetes asks here too; what changes nothing cannot break a rule that it does not break already.
                return new Result(old, false);
            }
            Json.metadata(next).put("resourceVersion", Json.text(old, "metadata", "resourceVersion"));
            admission.check(new Admission.Write(served, "UPDATE", address, address.name(), next, old), options);
            if (options.dryRun()) {
                return new Result(next, false);
            }
            if (deletion.isDue(served, next)) {
                Stored gone = store.remove(there);
                if (gone != null) {
                    return new Result(next, false);
                }
                continue;
            }
            Stored stored = store.put(address.key(), stored(served, next), there);
            if (stored != null) {
                return new Result(Versions.read(served, stored), false);
            }
        }
        throw Refusals.modified(served, address.name());
    }

    private void prepare(Address address, WriteOptions options, Owning owning, ObjectNode old, ObjectNode next) {
        Served served = address.served();
        ResourceType type = served.type();
        ObjectNode metadata = Json.metadata(next);
        metadata.put("name", Json.text(old, "metadata", "name"));
        if (type.namespaced()) {
            metadata.put("namespace", Json.text(old, "metadata", "namespace"));
        } else {
            metadata.remove("namespace");
        }
        Metadata.kept(next, old);
        Subresources.restrict(address, next, old);
        if (address.subresource().isEmpty() || address.subresource().equals("scale")) {
            type.prepareForUpdate(next, old);
        }
        owning.record(writer(served, options, address.subresource()), old, next);
        if (type.tracksGeneration() && !sameBut(type, old, next)) {
            metadata.put("generation", Json.number(old, "metadata", "generation") + 1);
        }
        List<FieldError> errors = new ArrayList<>(Metadata.errors(served, next, old, options.warnings()));
        errors.addAll(type.validateUpdate(next, old));
        if (!errors.isEmpty()) {
            throw Refusals.invalid(served, address.name(), errors);
        }
    }

    private static boolean uidChanged(ObjectNode old, ObjectNode next) {
        String uid = Json.text(next, "metadata", "uid");
        return !uid.isEmpty() && !uid.equals(Json.text(old, "metadata", "uid"));
    }

    /** Whether nothing but metadata and status differs. */
    private static boolean sameBut(ResourceType type, ObjectNode old, ObjectNode next) {
        ObjectNode a = old.deepCopy();
        ObjectNode b = next.deepCopy();
        List<String> apart = type.hasStatus() ? List.of("metadata", "status") : List.of("metadata");
        a.remove(apart);
        b.remove(apart);
        return Json.same(a, b);
    }

    private static boolean unchanged(ObjectNode old, ObjectNode next) {
        ObjectNode a = old.deepCopy();
        ObjectNode b = next.deepCopy();
        Json.metadata(a).remove("resourceVersion");
        Json.metadata(b).remove("resourceVersion");
        FieldOwnership.withoutTimes(a);
        FieldOwnership.withoutTimes(b);
        return Json.same(a, b);
    }

    /** Marks for deletion, or removes at once. */
    public Deletion.Outcome delete(Address address, DeleteOptions options) {
        return deletion.delete(address, options);
    }

    /** Checks what the object says of itself, removes what the schema does not know, and fills in defaults. */
    private ObjectNode decoded(Served served, ObjectNode body, WriteOptions options, String name) {
        checkType(served, body);
        ObjectNode object = body;
        List<String> unknown = served.type().prune(object);
        if (!unknown.isEmpty()) {
            List<String> sentences =
                    unknown.stream().map(p -> "unknown field \"" + p + "\"").toList();
            switch (options.unknownFields()) {
                case IGNORE -> {}
                case WARN ->
                    sentences.stream()
                            .filter(s -> !options.warnings().contains(s))
                            .forEach(options.warnings()::add);
                case STRICT -> throw Refusals.strict(served, sentences, name);
            }
        }
        served.type().applyDefaults(object);
        return object;
    }

    private static void checkType(Served served, ObjectNode object) {
        String kind = Json.text(object, "kind");
        String apiVersion = Json.text(object, "apiVersion");
        ResourceType type = served.type();
        if (kind.isEmpty()) {
            throw Refusals.unrecognised(
                    type.kind(), new String(Json.bytes(object), java.nio.charset.StandardCharsets.UTF_8));
        }
        if (type.custom() || kind.equals(type.kind())) {
            if (!apiVersion.equals(served.apiVersion())) {
                throw Refusals.badRequest("the API version in the data (" + apiVersion
                        + ") does not match the expected API version (" + served.apiVersion() + ")");
            }
            if (!kind.equals(type.kind())) {
                throw Refusals.invalid(
                        type.group(),
                        kind,
                        Json.text(object, "metadata", "name"),
                        List.of(Metadata.invalid("kind", kind, "must be " + type.kind())));
            }
            return;
        }
        String version = apiVersion.substring(apiVersion.indexOf('/') + 1);
        throw Refusals.badRequest(kind + " in version \"" + version + "\" cannot be handled as a " + type.kind()
                + ": converting (" + version + "." + kind + ") to ("
                + (type.group().isEmpty() ? "core" : type.group().split("\\.")[0]) + "." + type.kind()
                + "): unknown conversion");
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

    /** In the stored version, kind and apiVersion first: lists cut them off. */
    private static ObjectNode stored(Served served, ObjectNode object) {
        ObjectNode converted = Versions.toStorage(served, object.deepCopy());
        ObjectNode ordered = Json.object();
        for (String first : List.of("kind", "apiVersion", "metadata")) {
            JsonNode value = converted.remove(first);
            if (value != null) {
                ordered.set(first, value);
            }
        }
        ordered.setAll(converted);
        return ordered;
    }

    public Store store() {
        return store;
    }
}

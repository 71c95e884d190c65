package io.millwright.embeddedkubernetes.objects;

import io.millwright.embeddedkubernetes.apply.FieldOwnership;
import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.registry.Served;
import io.millwright.embeddedkubernetes.resource.FieldError;
import io.millwright.embeddedkubernetes.resource.ResourceType;
import io.millwright.embeddedkubernetes.store.Store;
import io.millwright.embeddedkubernetes.store.Stored;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Changes objects that are there, worked out again for as long as somebody else is quicker. */
final class Update {

    /** Only a storm of writers of one object gets here; each round one of them succeeds. */
    static final int ROUNDS = 100;

    /** For apply, which has done it while merging. */
    static final Owning ALREADY_RECORDED = (writer, live, object) -> {};

    private final Store store;
    private final Clock clock;
    private final Admission admission;
    private final Deletion deletion;

    Update(Store store, Clock clock, Admission admission, Deletion deletion) {
        this.store = store;
        this.clock = clock;
        this.admission = admission;
        this.deletion = deletion;
    }

    /** The object as stored. */
    Stored get(Address address) {
        Stored stored = store.get(address.key());
        if (stored == null) {
            throw Refusals.notFound(address.served(), address.name());
        }
        return stored;
    }

    Result update(Address address, WriteOptions options, Owning owning, Change change) {
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
            Stored stored = store.put(address.key(), Versions.stored(served, next), there);
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
        owning.record(Owning.writer(served, options, address.subresource(), clock), old, next);
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
}

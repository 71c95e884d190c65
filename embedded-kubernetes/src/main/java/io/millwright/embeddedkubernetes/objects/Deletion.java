package io.millwright.embeddedkubernetes.objects;

import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.registry.Served;
import io.millwright.embeddedkubernetes.store.Store;
import io.millwright.embeddedkubernetes.store.Stored;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Deletion: at once, or marked and waiting for finalizers. */
public final class Deletion {

    /** Removed by the controller that deletes the objects of a definition. */
    public static final String DEFINITION_CLEANUP = "customresourcecleanup.apiextensions.k8s.io";

    private static final String ORPHAN = "orphan";
    private static final String FOREGROUND = "foregroundDeletion";
    /** Kinds whose deletion is answered with what was deleted. */
    private static final Set<String> ANSWER_THEMSELVES = Set.of(
            "/services", "/serviceaccounts", "/pods", "/persistentvolumeclaims", "/resourcequotas", "/podtemplates");

    private static final Set<String> KEPT_NAMESPACES = Set.of("default", "kube-system", "kube-public");

    private final Store store;
    private final Clock clock;

    Deletion(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** @param answersObject whether the client is told the object rather than a Status */
    public record Outcome(ObjectNode object, boolean removed, boolean answersObject) {}

    /** Whether an object that waits for nothing any more has to go. */
    boolean isDue(Served served, ObjectNode object) {
        return Metadata.beingDeleted(object)
                && Json.texts(object, "metadata", "finalizers").isEmpty()
                && !(served.storage().equals("/namespaces")
                        && !Json.texts(object, "spec", "finalizers").isEmpty());
    }

    Outcome delete(Address address, DeleteOptions options) {
        Served served = address.served();
        boolean namespace = served.storage().equals("/namespaces");
        if (namespace && KEPT_NAMESPACES.contains(address.name())) {
            throw Refusals.forbidden(served, address.name(), "this namespace may not be deleted", null);
        }
        while (true) {
            Stored there = store.get(address.key());
            if (there == null) {
                throw Refusals.notFound(served, address.name());
            }
            check(served, address.name(), there, options);
            ObjectNode old = Versions.read(served, there);
            ObjectNode next = old.deepCopy();
            finalizers(next, options.propagation());
            if (served.storage().equals("apiextensions.k8s.io/customresourcedefinitions")
                    && !Metadata.beingDeleted(next)) {
                Json.metadata(next).withArray("finalizers").add(DEFINITION_CLEANUP);
            }
            mark(served, next, namespace);
            if (isDue(served, next)) {
                if (options.dryRun()) {
                    return new Outcome(old, true, ANSWER_THEMSELVES.contains(served.storage()));
                }
                Stored gone = store.remove(there);
                if (gone != null) {
                    return new Outcome(old, true, ANSWER_THEMSELVES.contains(served.storage()));
                }
                continue;
            }
            if (options.dryRun() || Json.same(old, next)) {
                return new Outcome(next, false, true);
            }
            Stored stored = store.put(address.key(), Versions.toStorage(served, next), there);
            if (stored != null) {
                return new Outcome(Versions.read(served, stored), false, true);
            }
        }
    }

    private static void check(Served served, String name, Stored there, DeleteOptions options) {
        if (!options.uid().isEmpty() && !options.uid().equals(there.uid())) {
            throw Refusals.kindConflict(
                    served,
                    name,
                    "the UID in the precondition (" + options.uid() + ") does not match the UID in record ("
                            + there.uid() + "). The object might have been deleted and then recreated");
        }
        String revision = Long.toString(there.revision());
        if (!options.resourceVersion().isEmpty() && !options.resourceVersion().equals(revision)) {
            throw Refusals.kindConflict(
                    served,
                    name,
                    "the ResourceVersion in the precondition (" + options.resourceVersion()
                            + ") does not match the ResourceVersion in record (" + revision
                            + "). The object might have been modified");
        }
    }

    private void mark(Served served, ObjectNode object, boolean namespace) {
        if (Metadata.beingDeleted(object)) {
            return;
        }
        ObjectNode metadata = Json.metadata(object);
        metadata.put("deletionTimestamp", Metadata.now(clock));
        if (namespace) {
            Json.member(object, "status").put("phase", "Terminating");
            return;
        }
        metadata.put("deletionGracePeriodSeconds", 0);
        if (served.type().tracksGeneration()) {
            metadata.put("generation", Json.number(metadata, "generation") + 1);
        }
    }

    private static void finalizers(ObjectNode object, String propagation) {
        List<String> finalizers = new ArrayList<>(Json.texts(object, "metadata", "finalizers"));
        if (propagation.isEmpty()) {
            return;
        }
        finalizers.remove(ORPHAN);
        finalizers.remove(FOREGROUND);
        if (propagation.equals("Orphan")) {
            finalizers.add(ORPHAN);
        } else if (propagation.equals("Foreground")) {
            finalizers.add(FOREGROUND);
        }
        ObjectNode metadata = Json.metadata(object);
        if (finalizers.isEmpty()) {
            metadata.remove("finalizers");
        } else {
            ArrayNode list = metadata.putArray("finalizers");
            finalizers.forEach(list::add);
        }
    }
}

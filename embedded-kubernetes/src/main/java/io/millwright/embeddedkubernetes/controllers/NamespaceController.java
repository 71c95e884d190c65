package io.millwright.embeddedkubernetes.controllers;

import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.store.Event;
import io.millwright.embeddedkubernetes.store.Key;
import io.millwright.embeddedkubernetes.store.Store;
import io.millwright.embeddedkubernetes.store.Stored;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Empties namespaces that are being deleted, says what holds them up, and lets them go. */
final class NamespaceController {

    private static final String RESOURCE = "/namespaces";
    private static final String PVC_PROTECTION = "kubernetes.io/pvc-protection";

    private final Store store;
    private final Writes writes;
    private final Clock clock;
    private final Set<String> terminating = new HashSet<>();
    private final Set<String> unsettled = new LinkedHashSet<>();

    NamespaceController(Store store, Writes writes, Clock clock) {
        this.store = store;
        this.writes = writes;
        this.clock = clock;
    }

    void handle(Event event) {
        Key key = event.object().key();
        if (key.resource().equals(RESOURCE)) {
            if (event.removed()) {
                terminating.remove(key.name());
            } else if (Json.at(event.object().object(), "metadata", "deletionTimestamp") != null
                    && terminating.add(key.name())) {
                unsettled.add(key.name());
            }
        } else if (terminating.contains(key.namespace())) {
            unsettled.add(key.namespace());
        }
        if (key.resource().equals("/persistentvolumeclaims") && !event.removed()) {
            releaseClaim(event.object());
        }
    }

    /** No kubelet here tells when a claim is no longer in use: deleting it is enough. */
    private void releaseClaim(Stored claim) {
        ObjectNode object = claim.object();
        if (Json.at(object, "metadata", "deletionTimestamp") != null
                && Json.texts(object, "metadata", "finalizers").contains(PVC_PROTECTION)) {
            writes.removeFinalizer(claim, PVC_PROTECTION);
        }
    }

    /** Looks at each namespace once for all the changes in it that have come meanwhile. */
    void settle() {
        List<String> names = List.copyOf(unsettled);
        unsettled.clear();
        names.forEach(this::empty);
    }

    private void empty(String name) {
        Stored namespace = store.get(new Key(RESOURCE, "", name));
        if (namespace == null
                || Json.at(namespace.object(), "metadata", "deletionTimestamp") == null
                || Json.texts(namespace.object(), "spec", "finalizers").isEmpty()) {
            return;
        }
        store.contents(name).forEach(object -> writes.delete(object, "Background"));
        List<Stored> left = store.contents(name);
        if (left.isEmpty()) {
            writes.change(namespace, "finalize", object -> {
                Json.member(object, "spec").remove("finalizers");
                return object;
            });
        } else {
            writes.change(namespace, "status", object -> {
                report(object, left);
                return object;
            });
        }
    }

    private void report(ObjectNode namespace, List<Stored> left) {
        TreeMap<String, Long> resources =
                new TreeMap<>(left.stream().collect(Collectors.groupingBy(this::resource, Collectors.counting())));
        TreeMap<String, Long> finalizers = new TreeMap<>(left.stream()
                .flatMap(s -> Json.texts(s.object(), "metadata", "finalizers").stream())
                .collect(Collectors.groupingBy(f -> f, Collectors.counting())));
        ObjectNode status = Json.member(namespace, "status");
        ArrayNode conditions =
                status.get("conditions") instanceof ArrayNode there ? there : status.putArray("conditions");
        condition(
                conditions,
                "NamespaceDeletionDiscoveryFailure",
                false,
                "ResourcesDiscovered",
                "All resources successfully discovered");
        condition(
                conditions,
                "NamespaceDeletionGroupVersionParsingFailure",
                false,
                "ParsedGroupVersions",
                "All legacy kube types successfully parsed");
        condition(
                conditions,
                "NamespaceDeletionContentFailure",
                false,
                "ContentDeleted",
                "All content successfully deleted, may be waiting on finalization");
        condition(
                conditions,
                "NamespaceContentRemaining",
                true,
                "SomeResourcesRemain",
                "Some resources are remaining: " + listed(resources, " has "));
        condition(
                conditions,
                "NamespaceFinalizersRemaining",
                !finalizers.isEmpty(),
                finalizers.isEmpty() ? "ContentHasNoFinalizers" : "SomeFinalizersRemain",
                finalizers.isEmpty()
                        ? "All content-preserving finalizers finished"
                        : "Some content in the namespace has finalizers remaining: " + listed(finalizers, " in "));
    }

    private String resource(Stored stored) {
        String resource = stored.key().resource();
        int slash = resource.indexOf('/');
        return resource.substring(slash + 1) + "." + resource.substring(0, slash);
    }

    private static String listed(TreeMap<String, Long> counts, String verb) {
        return counts.entrySet().stream()
                .map(e -> e.getKey() + verb + e.getValue() + " resource instances")
                .collect(Collectors.joining(", "));
    }

    private void condition(ArrayNode conditions, String type, boolean holds, String reason, String message) {
        ObjectNode condition = null;
        for (JsonNode one : conditions) {
            condition =
                    one instanceof ObjectNode object && Json.text(one, "type").equals(type) ? object : condition;
        }
        if (condition == null) {
            condition = conditions.addObject().put("type", type);
        }
        String status = holds ? "True" : "False";
        if (!Json.text(condition, "status").equals(status)) {
            condition
                    .put("status", status)
                    .put(
                            "lastTransitionTime",
                            clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
        }
        condition.put("reason", reason).put("message", message);
    }
}

package io.millwright.embeddedkubernetes.builtin;

import io.millwright.embeddedkubernetes.schema.FieldErrors;
import io.millwright.embeddedkubernetes.schema.FieldPath;
import io.millwright.embeddedkubernetes.schema.Quantity;
import io.millwright.embeddedkubernetes.schema.StructuralSchema.TypeRule;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What pods, and the workloads that make pods, must obey beyond their fields. */
final class WorkloadRules {

    static final Map<String, TypeRule> BY_TYPE = Map.of(
            "Pod", (path, pod, errors) -> podSpec(path.child("spec"), pod.path("spec"), Set.of(), errors),
            "DeploymentSpec", WorkloadRules::deployment,
            "ReplicaSetSpec", (path, spec, errors) -> template(path, spec, Set.of(), errors),
            "StatefulSetSpec", WorkloadRules::statefulSet,
            "JobSpec",
                    (path, spec, errors) -> {
                        FieldPath at = path.child("template").child("spec");
                        JsonNode pod = spec.path("template").path("spec");
                        podSpec(at, pod, Set.of(), errors);
                        restartPolicy(at, pod, List.of("OnFailure", "Never"), errors);
                    });

    /** The fields of a StatefulSet's spec that an update may change. */
    private static final Set<String> STATEFUL_SET_CHANGES = Set.of(
            "replicas",
            "ordinals",
            "template",
            "updateStrategy",
            "revisionHistoryLimit",
            "persistentVolumeClaimRetentionPolicy",
            "minReadySeconds");

    private WorkloadRules() {}

    private static void deployment(FieldPath path, ObjectNode spec, FieldErrors errors) {
        template(path, spec, Set.of(), errors);
        JsonNode strategy = spec.path("strategy");
        if (strategy.path("type").asString("").equals("Recreate") && strategy.has("rollingUpdate")) {
            errors.forbidden(
                    path.child("strategy").child("rollingUpdate"),
                    "may not be specified when strategy `type` is 'Recreate'");
        }
    }

    private static void statefulSet(FieldPath path, ObjectNode spec, FieldErrors errors) {
        Set<String> claims = new HashSet<>();
        spec.path("volumeClaimTemplates")
                .forEach(claim -> claims.add(claim.path("metadata").path("name").asString("")));
        template(path, spec, claims, errors);
    }

    private static void template(FieldPath path, ObjectNode spec, Set<String> claims, FieldErrors errors) {
        JsonNode template = spec.path("template");
        JsonNode labels = template.path("metadata").path("labels");
        if (!selects(spec.path("selector"), labels)) {
            errors.invalid(
                    path.child("template").child("metadata").child("labels"),
                    labels.isMissingNode() ? null : labels,
                    "`selector` does not match template `labels`");
        }
        FieldPath at = path.child("template").child("spec");
        podSpec(at, template.path("spec"), claims, errors);
        restartPolicy(at, template.path("spec"), List.of("Always"), errors);
    }

    private static boolean selects(JsonNode selector, JsonNode labels) {
        boolean all = selector.path("matchLabels").properties().stream()
                .allMatch(label -> label.getValue().equals(labels.path(label.getKey())));
        return !selector.isEmpty()
                && all
                && selector.path("matchExpressions").valueStream().allMatch(expression -> {
                    JsonNode value = labels.path(expression.path("key").asString(""));
                    boolean listed = expression.path("values").valueStream().anyMatch(value::equals);
                    return switch (expression.path("operator").asString("")) {
                        case "In" -> listed;
                        case "NotIn" -> !listed;
                        case "Exists" -> !value.isMissingNode();
                        default -> value.isMissingNode();
                    };
                });
    }

    private static void restartPolicy(FieldPath path, JsonNode pod, List<String> allowed, FieldErrors errors) {
        JsonNode policy = pod.path("restartPolicy");
        if (policy.isString() && !allowed.contains(policy.asString())) {
            errors.notSupported(path.child("restartPolicy"), policy, allowed.stream());
        }
    }

    private static void podSpec(FieldPath path, JsonNode pod, Set<String> claims, FieldErrors errors) {
        Set<String> volumes = new HashSet<>();
        unique(path.child("volumes"), pod.path("volumes"), volumes, errors);
        volumes.addAll(claims);
        Set<String> names = new HashSet<>();
        for (String list : List.of("initContainers", "containers")) {
            JsonNode containers = pod.path(list);
            unique(path.child(list), containers, names, errors);
            for (int i = 0; i < containers.size(); i++) {
                container(path.child(list).index(i), containers.get(i), volumes, errors);
            }
        }
    }

    private static void unique(FieldPath path, JsonNode entries, Set<String> names, FieldErrors errors) {
        for (int i = 0; i < entries.size(); i++) {
            JsonNode name = entries.get(i).path("name");
            if (name.isString() && !names.add(name.asString())) {
                errors.duplicate(path.index(i).child("name"), name);
            }
        }
    }

    private static void container(FieldPath path, JsonNode container, Set<String> volumes, FieldErrors errors) {
        if (!container.has("image")) {
            errors.required(path.child("image"));
        }
        JsonNode mounts = container.path("volumeMounts");
        for (int i = 0; i < mounts.size(); i++) {
            String name = mounts.get(i).path("name").asString("");
            if (!volumes.contains(name)) {
                errors.notFound(path.child("volumeMounts").index(i).child("name"), name);
            }
        }
        JsonNode resources = container.path("resources");
        resources.path("requests").properties().forEach(request -> {
            JsonNode limit = resources.path("limits").path(request.getKey());
            Optional<Quantity> asked = Quantity.parse(request.getValue().asString(""));
            Optional<Quantity> most = Quantity.parse(limit.asString(""));
            if (asked.isPresent() && most.isPresent() && asked.get().compareTo(most.get()) > 0) {
                errors.invalid(
                        path.child("resources").child("requests"),
                        request.getValue(),
                        "must be less than or equal to " + request.getKey() + " limit of " + limit.asString());
            }
        });
    }

    static void statefulSetChange(ObjectNode object, ObjectNode old, FieldErrors errors) {
        boolean otherChange = names(object, old)
                .filter(name -> !STATEFUL_SET_CHANGES.contains(name))
                .anyMatch(name ->
                        !object.path("spec").path(name).equals(old.path("spec").path(name)));
        if (otherChange) {
            errors.forbidden(
                    FieldPath.of("spec"),
                    "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template',"
                            + " 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and"
                            + " 'minReadySeconds' are forbidden");
        }
    }

    private static Stream<String> names(ObjectNode object, ObjectNode old) {
        return Stream.of(object, old)
                .flatMap(each -> each.path("spec").properties().stream())
                .map(Map.Entry::getKey);
    }

    /** A rule for a field of the spec that never changes. */
    static BuiltInType.ChangeRule immutable(String field) {
        return (object, old, errors) -> {
            JsonNode now = object.path("spec").path(field);
            if (!now.equals(old.path("spec").path(field))) {
                errors.invalid(
                        FieldPath.of("spec").child(field), now.isMissingNode() ? null : now, "field is immutable");
            }
        };
    }

    static void claimChange(ObjectNode object, ObjectNode old, FieldErrors errors) {
        ObjectNode now = object.path("spec").deepCopy() instanceof ObjectNode spec ? spec : object.objectNode();
        ObjectNode before = old.path("spec").deepCopy() instanceof ObjectNode spec ? spec : object.objectNode();
        for (ObjectNode spec : List.of(now, before)) {
            spec.remove(List.of("resources", "volumeAttributesClassName"));
            if (!before.has("volumeName")) {
                spec.remove("volumeName");
            }
        }
        if (!now.equals(before)) {
            errors.forbidden(
                    FieldPath.of("spec"),
                    "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound"
                            + " claims");
        }
    }
}

package io.millwright.embeddedkubernetes.builtin;

import io.millwright.embeddedkubernetes.schema.FieldErrors;
import io.millwright.embeddedkubernetes.schema.FieldPath;
import io.millwright.embeddedkubernetes.schema.StructuralSchema.TypeRule;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What kinds other than workloads and services must obey beyond their fields. */
final class ObjectRules {

    static final Map<String, TypeRule> BY_TYPE = Map.of(
            "ConfigMap", ObjectRules::configMap,
            "Secret", ObjectRules::secret,
            "PodDisruptionBudgetSpec", ObjectRules::budget,
            "HorizontalPodAutoscalerSpec", ObjectRules::autoscaler,
            "Ingress", ObjectRules::ingress);

    private static final Pattern KEY = Pattern.compile("[-._a-zA-Z0-9]+");
    private static final String KEY_SENTENCE =
            "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name', "
                    + " or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";
    private static final String IMMUTABLE = "field is immutable when `immutable` is set";

    private ObjectRules() {}

    private static void configMap(FieldPath path, ObjectNode map, FieldErrors errors) {
        for (String field : List.of("data", "binaryData")) {
            keys(path.child(field), map.path(field), errors);
        }
        map.path("data").propertyNames().forEach(key -> {
            if (map.path("binaryData").has(key)) {
                errors.invalid(path.child("data").key(key), key, "duplicate of key present in binaryData");
            }
        });
    }

    private static void keys(FieldPath path, JsonNode data, FieldErrors errors) {
        data.propertyNames().forEach(key -> {
            if (!KEY.matcher(key).matches() || key.length() > 253) {
                errors.invalid(path.key(key), key, KEY_SENTENCE);
            }
        });
    }

    private static void secret(FieldPath path, ObjectNode secret, FieldErrors errors) {
        FieldPath data = path.child("data");
        keys(data, secret.path("data"), errors);
        List<String> needed = switch (secret.path("type").asString("")) {
            case "kubernetes.io/tls" -> List.of("tls.crt", "tls.key");
            case "kubernetes.io/dockerconfigjson" -> List.of(".dockerconfigjson");
            case "kubernetes.io/ssh-auth" -> List.of("ssh-privatekey");
            default -> List.of();
        };
        for (String key : needed) {
            if (!secret.path("data").has(key)) {
                errors.required(data.key(key));
            }
        }
    }

    static void configurationChange(ObjectNode object, ObjectNode old, FieldErrors errors) {
        if (!old.path("immutable").asBoolean(false)) {
            return;
        }
        if (!object.path("immutable").asBoolean(false)) {
            errors.forbidden(FieldPath.of("immutable"), IMMUTABLE);
        }
        for (String field : List.of("data", "binaryData")) {
            if (!object.path(field).equals(old.path(field))) {
                errors.forbidden(FieldPath.of(field), IMMUTABLE);
            }
        }
    }

    static void secretChange(ObjectNode object, ObjectNode old, FieldErrors errors) {
        configurationChange(object, old, errors);
        if (!object.path("type").equals(old.path("type"))) {
            errors.invalid(FieldPath.of("type"), object.get("type"), "field is immutable");
        }
    }

    static void roleRefChange(ObjectNode object, ObjectNode old, FieldErrors errors) {
        JsonNode reference = object.path("roleRef");
        if (!reference.equals(old.path("roleRef"))) {
            ObjectNode go = object.objectNode();
            go.put("APIGroup", reference.path("apiGroup").asString(""));
            go.put("Kind", reference.path("kind").asString(""));
            go.put("Name", reference.path("name").asString(""));
            errors.invalid(FieldPath.of("roleRef"), go, "cannot change roleRef");
        }
    }

    private static void budget(FieldPath path, ObjectNode spec, FieldErrors errors) {
        if (spec.has("minAvailable") && spec.has("maxUnavailable")) {
            ObjectNode go = spec.objectNode();
            go.set("MinAvailable", spec.get("minAvailable"));
            go.set("Selector", spec.get("selector"));
            go.set("MaxUnavailable", spec.get("maxUnavailable"));
            go.set("UnhealthyPodEvictionPolicy", spec.get("unhealthyPodEvictionPolicy"));
            errors.invalid(path, go, "minAvailable and maxUnavailable cannot be both set");
        }
    }

    private static void autoscaler(FieldPath path, ObjectNode spec, FieldErrors errors) {
        int most = spec.path("maxReplicas").asInt(0);
        if (most < 1) {
            errors.required(path.child("maxReplicas"), "must be set and greater than 0");
        }
        if (most < spec.path("minReplicas").asInt(1)) {
            errors.invalid(
                    path.child("maxReplicas"), spec.numberNode(most), "must be greater than or equal to `minReplicas`");
        }
        JsonNode target = spec.path("scaleTargetRef");
        if (target.isObject() && target.path("apiVersion").asString("").isEmpty()) {
            errors.invalid(path.child("scaleTargetRef").child("apiVersion"), "", "apiVersion must specify API group");
        }
    }

    private static void ingress(FieldPath path, ObjectNode ingress, FieldErrors errors) {
        JsonNode spec = ingress.path("spec");
        if (!spec.has("defaultBackend") && !spec.has("rules")) {
            errors.invalid(path.child("spec"), (JsonNode) null, "either `defaultBackend` or `rules` must be specified");
        }
    }

    /** An event lies in the namespace of what it is about, or in default for what has none. */
    static void event(BuiltInType.Kind.Check check, String reference) {
        String namespace = check.object().path("metadata").path("namespace").asString("");
        String about = check.object().path(reference).path("namespace").asString("");
        if (!about.equals(namespace) && !(about.isEmpty() && namespace.equals("default"))) {
            check.errors()
                    .invalid(
                            FieldPath.of("involvedObject").child("namespace"), about, "does not match event.namespace");
        }
    }
}

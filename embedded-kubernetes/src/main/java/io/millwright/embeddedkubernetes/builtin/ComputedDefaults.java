package io.millwright.embeddedkubernetes.builtin;

import io.millwright.embeddedkubernetes.customresource.CustomResourceDefinitions;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Defaults that depend on other fields, by type. */
final class ComputedDefaults {

    static final Map<String, Consumer<ObjectNode>> BY_TYPE = Map.ofEntries(
            Map.entry("Container", ComputedDefaults::imagePullPolicy),
            Map.entry("EphemeralContainer", ComputedDefaults::imagePullPolicy),
            Map.entry("PodSpec", ComputedDefaults::podSpec),
            Map.entry("DeploymentStrategy", ComputedDefaults::rollingUpdate),
            Map.entry("StatefulSetUpdateStrategy", ComputedDefaults::rollingUpdate),
            Map.entry("StatefulSetSpec", ComputedDefaults::claimTemplates),
            Map.entry("Job", ComputedDefaults::job),
            Map.entry("ServiceSpec", ComputedDefaults::service),
            Map.entry("ServicePort", ComputedDefaults::targetPort),
            Map.entry("Secret", ComputedDefaults::secret),
            Map.entry("LimitRangeItem", ComputedDefaults::limits),
            Map.entry("NetworkPolicySpec", ComputedDefaults::policyTypes),
            Map.entry("Subject", ComputedDefaults::subject),
            Map.entry("HorizontalPodAutoscalerBehavior", ComputedDefaults::scalingBehavior),
            Map.entry("CustomResourceDefinitionSpec", spec -> {
                if (spec.get("names") instanceof ObjectNode names) {
                    CustomResourceDefinitions.applyNameDefaults(names);
                }
            }));

    private ComputedDefaults() {}

    private static void putIfAbsent(ObjectNode object, String name, String value) {
        if (!object.has(name)) {
            object.put(name, value);
        }
    }

    private static ObjectNode objectAt(ObjectNode object, String name) {
        return object.get(name) instanceof ObjectNode present ? present : object.putObject(name);
    }

    private static void imagePullPolicy(ObjectNode container) {
        String image = container.path("image").asString("");
        String name = image.substring(image.lastIndexOf('/') + 1);
        boolean pinned = image.contains("@") || (name.contains(":") && !name.endsWith(":latest"));
        putIfAbsent(container, "imagePullPolicy", pinned ? "IfNotPresent" : "Always");
    }

    private static void podSpec(ObjectNode spec) {
        String account = spec.path("serviceAccountName")
                .asString(spec.path("serviceAccount").asString(""));
        if (!account.isEmpty()) {
            spec.put("serviceAccountName", account);
            spec.put("serviceAccount", account);
        }
    }

    private static void rollingUpdate(ObjectNode strategy) {
        if (strategy.path("type").asString("").equals("RollingUpdate")) {
            objectAt(strategy, "rollingUpdate");
        }
    }

    private static void claimTemplates(ObjectNode spec) {
        spec.path("volumeClaimTemplates").forEach(template -> {
            if (template instanceof ObjectNode claim) {
                claim.put("apiVersion", "v1");
                claim.put("kind", "PersistentVolumeClaim");
            }
        });
    }

    /** Of a Job itself; the template of a CronJob stays as it is. */
    private static void job(ObjectNode job) {
        ObjectNode spec = objectAt(job, "spec");
        if (!spec.has("parallelism")) {
            if (!spec.has("completions")) {
                spec.put("completions", 1);
            }
            spec.put("parallelism", 1);
        }
        if (!spec.has("backoffLimit")) {
            spec.put("backoffLimit", 6);
        }
        for (String off : List.of("suspend", "manualSelector")) {
            if (!spec.has(off)) {
                spec.put(off, false);
            }
        }
        putIfAbsent(spec, "completionMode", "NonIndexed");
        putIfAbsent(spec, "podReplacementPolicy", "TerminatingOrFailed");
    }

    private static void service(ObjectNode spec) {
        String type = spec.path("type").asString("");
        if (spec.path("sessionAffinity").asString("").equals("ClientIP")) {
            ObjectNode client = objectAt(objectAt(spec, "sessionAffinityConfig"), "clientIP");
            if (!client.has("timeoutSeconds")) {
                client.put("timeoutSeconds", 10800);
            }
        }
        if (!type.equals("ExternalName")) {
            putIfAbsent(spec, "internalTrafficPolicy", "Cluster");
        }
        if (type.equals("NodePort") || type.equals("LoadBalancer")) {
            putIfAbsent(spec, "externalTrafficPolicy", "Cluster");
        }
        if (type.equals("LoadBalancer") && !spec.has("allocateLoadBalancerNodePorts")) {
            spec.put("allocateLoadBalancerNodePorts", true);
        }
    }

    private static void targetPort(ObjectNode port) {
        if (!port.has("targetPort") && port.has("port")) {
            port.set("targetPort", port.get("port"));
        }
    }

    private static void secret(ObjectNode secret) {
        if (secret.remove("stringData") instanceof ObjectNode texts) {
            ObjectNode data = objectAt(secret, "data");
            texts.properties()
                    .forEach(text -> data.put(
                            text.getKey(),
                            Base64.getEncoder()
                                    .encodeToString(text.getValue().asString("").getBytes(StandardCharsets.UTF_8))));
        }
    }

    private static void limits(ObjectNode item) {
        if (!item.path("type").asString("").equals("Container")) {
            return;
        }
        fillFrom(item, "default", item.path("max"));
        fillFrom(item, "defaultRequest", item.path("default"));
        fillFrom(item, "defaultRequest", item.path("min"));
    }

    private static void fillFrom(ObjectNode item, String name, JsonNode amounts) {
        amounts.properties().forEach(amount -> {
            ObjectNode target = objectAt(item, name);
            if (!target.has(amount.getKey())) {
                target.set(amount.getKey(), amount.getValue());
            }
        });
    }

    private static void policyTypes(ObjectNode spec) {
        if (!spec.has("policyTypes")) {
            ArrayNode types = spec.putArray("policyTypes").add("Ingress");
            if (spec.has("egress")) {
                types.add("Egress");
            }
        }
    }

    private static void subject(ObjectNode subject) {
        if (!subject.path("kind").asString("").equals("ServiceAccount")) {
            putIfAbsent(subject, "apiGroup", "rbac.authorization.k8s.io");
        }
    }

    private static void scalingBehavior(ObjectNode behavior) {
        ObjectNode up = objectAt(behavior, "scaleUp");
        if (!up.has("stabilizationWindowSeconds")) {
            up.put("stabilizationWindowSeconds", 0);
        }
        putIfAbsent(up, "selectPolicy", "Max");
        if (!up.has("policies")) {
            ArrayNode policies = up.putArray("policies");
            policies.addObject().put("type", "Pods").put("value", 4).put("periodSeconds", 15);
            policies.addObject().put("type", "Percent").put("value", 100).put("periodSeconds", 15);
        }
        ObjectNode down = objectAt(behavior, "scaleDown");
        putIfAbsent(down, "selectPolicy", "Max");
        if (!down.has("policies")) {
            down.putArray("policies")
                    .addObject()
                    .put("type", "Percent")
                    .put("value", 100)
                    .put("periodSeconds", 15);
        }
    }
}

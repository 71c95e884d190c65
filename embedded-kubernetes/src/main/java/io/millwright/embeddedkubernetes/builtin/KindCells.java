package io.millwright.embeddedkubernetes.builtin;

import static io.millwright.embeddedkubernetes.builtin.Cells.at;
import static io.millwright.embeddedkubernetes.builtin.Cells.empty;
import static io.millwright.embeddedkubernetes.builtin.Cells.intAt;
import static io.millwright.embeddedkubernetes.builtin.Cells.joined;
import static io.millwright.embeddedkubernetes.builtin.Cells.labels;
import static io.millwright.embeddedkubernetes.builtin.Cells.named;
import static io.millwright.embeddedkubernetes.builtin.Cells.ratio;

import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What {@code kubectl get} shows of each built-in kind. */
final class KindCells {

    private static final String CONTAINERS = "/spec/template/spec/containers";

    static final Cells NAMESPACE =
            named().text("Status", at("/status/phase", "")).age();

    static final Cells CONFIG_MAP = named().text(
                    "Data",
                    map -> map.path("data").size() + map.path("binaryData").size())
            .age();

    static final Cells SECRET = named().text("Type", at("/type", ""))
            .text("Data", secret -> secret.path("data").size())
            .age();

    static final Cells SERVICE = named().text("Type", at("/spec/type", ""))
            .text("Cluster-IP", at("/spec/clusterIP", "<none>"))
            .text("External-IP", KindCells::externalAddress)
            .text("Port(s)", KindCells::servicePorts)
            .age()
            .wide("Selector", labels("/spec/selector"));

    static final Cells POD = named().text("Ready", KindCells::readyContainers)
            .text("Status", KindCells::podStatus)
            .text("Restarts", pod -> String.valueOf(restarts(pod)))
            .age()
            .wide("IP", at("/status/podIP", "<none>"))
            .wide("Node", at("/spec/nodeName", "<none>"))
            .wide("Nominated Node", at("/status/nominatedNodeName", "<none>"))
            .wide("Readiness Gates", pod -> "<none>");

    static final Cells CLAIM = named().text("Status", at("/status/phase", ""))
            .text("Volume", at("/spec/volumeName", ""))
            .text("Capacity", at("/status/capacity/storage", ""))
            .text("Access Modes", claim -> accessModes(claim.path("status").path("accessModes")))
            .text("StorageClass", at("/spec/storageClassName", ""))
            .text("VolumeAttributesClass", at("/spec/volumeAttributesClassName", "<unset>"))
            .age()
            .wide("VolumeMode", at("/spec/volumeMode", "<unset>"));

    static final Cells QUOTA = named().text("Request", quota -> used(quota, name -> !name.startsWith("limits.")))
            .text("Limit", quota -> used(quota, name -> name.startsWith("limits.")))
            .age();

    static final Cells EVENT = event("involvedObject", "source", "message", "firstTimestamp", "lastTimestamp", "count");

    static final Cells NEW_EVENT = event(
            "regarding",
            "deprecatedSource",
            "note",
            "deprecatedFirstTimestamp",
            "deprecatedLastTimestamp",
            "deprecatedCount");

    static final Cells NODE = named().text("Status", KindCells::nodeStatus)
            .text("Roles", node -> "<none>")
            .age()
            .text("Version", at("/status/nodeInfo/kubeletVersion", ""));

    static final Cells DEPLOYMENT = named().text("Ready", ratio("/status/readyReplicas", "/spec/replicas"))
            .text("Up-to-date", intAt("/status/updatedReplicas"))
            .text("Available", intAt("/status/availableReplicas"))
            .age()
            .wide("Containers", joined(CONTAINERS, "name"))
            .wide("Images", joined(CONTAINERS, "image"))
            .wide("Selector", labels("/spec/selector"));

    static final Cells STATEFUL_SET = named().text("Ready", ratio("/status/readyReplicas", "/spec/replicas"))
            .age()
            .wide("Containers", joined(CONTAINERS, "name"))
            .wide("Images", joined(CONTAINERS, "image"));

    static final Cells REPLICA_SET = named().number("Desired", intAt("/spec/replicas"))
            .number("Current", intAt("/status/replicas"))
            .number("Ready", intAt("/status/readyReplicas"))
            .age()
            .wide("Containers", joined(CONTAINERS, "name"))
            .wide("Images", joined(CONTAINERS, "image"))
            .wide("Selector", labels("/spec/selector"));

    static final Cells NETWORK_POLICY =
            named().text("Pod-Selector", labels("/spec/podSelector")).age();

    static final Cells INGRESS = named().text("Class", at("/spec/ingressClassName", "<none>"))
            .text("Hosts", KindCells::hosts)
            .text("Address", ingress -> addresses(ingress))
            .text("Ports", ingress -> ingress.at("/spec/tls").isEmpty() ? "80" : "80, 443")
            .age();

    static final Cells BUDGET = named().text("Min Available", at("/spec/minAvailable", "N/A"))
            .text("Max Unavailable", at("/spec/maxUnavailable", "N/A"))
            .number("Allowed Disruptions", intAt("/status/disruptionsAllowed"))
            .age();

    static final Cells AUTOSCALER = named().text(
                    "Reference",
                    hpa -> hpa.at("/spec/scaleTargetRef/kind").asString("") + "/"
                            + hpa.at("/spec/scaleTargetRef/name").asString(""))
            .text("Targets", KindCells::targets)
            .text("MinPods", at("/spec/minReplicas", "<unset>"))
            .text("MaxPods", intAt("/spec/maxReplicas"))
            .text("Replicas", intAt("/status/currentReplicas"))
            .age();

    static final Cells ROLE_BINDING = named().text(
                    "Role",
                    binding -> binding.at("/roleRef/kind").asString("") + "/"
                            + binding.at("/roleRef/name").asString(""))
            .age()
            .wide("Users", binding -> subjects(binding, "User"))
            .wide("Groups", binding -> subjects(binding, "Group"))
            .wide("ServiceAccounts", binding -> subjects(binding, "ServiceAccount"));

    static final Cells JOB = named().text("Status", KindCells::jobStatus)
            .text("Completions", ratio("/status/succeeded", "/spec/completions"))
            .since("Duration", 0, "/status/startTime")
            .age();

    static final Cells CRON_JOB = named().text("Schedule", at("/spec/schedule", ""))
            .text("Timezone", at("/spec/timeZone", "<none>"))
            .text("Suspend", job -> job.at("/spec/suspend").asBoolean(false) ? "True" : "False")
            .text("Active", job -> job.at("/status/active").size())
            .text("Last Schedule", at("/status/lastScheduleTime", "<none>"))
            .age();

    static final Cells LEASE =
            named().text("Holder", at("/spec/holderIdentity", "")).age();

    private KindCells() {}

    private static Cells event(String about, String source, String message, String first, String last, String count) {
        return empty().since("Last Seen", 0, "/series/lastObservedTime", "/" + last, "/eventTime", "/" + first)
                .text("Type", at("/type", ""))
                .text("Reason", at("/reason", ""))
                .text("Object", event -> {
                    JsonNode object = event.path(about);
                    String name = object.path("name").asString("");
                    String kind = object.path("kind").asString("").toLowerCase(Locale.ROOT);
                    return name.isEmpty() ? kind : kind + "/" + name;
                })
                .wide("Subobject", at("/" + about + "/fieldPath", ""))
                .wide("Source", event -> {
                    String component = event.path(source).path("component").asString("");
                    return component.isEmpty()
                            ? event.path("reportingController")
                                    .asString(event.path("reportingComponent").asString(""))
                            : component;
                })
                .text("Message", event -> event.path(message).asString("").strip())
                .since("First Seen", 1, "/" + first, "/eventTime")
                .wide("Count", event -> Math.max(1, event.path(count).asInt(1)))
                .name(1);
    }

    private static String externalAddress(ObjectNode service) {
        String type = service.at("/spec/type").asString("");
        if (type.equals("ExternalName")) {
            return service.at("/spec/externalName").asString("");
        }
        String balanced = addresses(service);
        String external = service.at("/spec/externalIPs")
                .valueStream()
                .map(JsonNode::asString)
                .collect(Collectors.joining(","));
        String all =
                Stream.of(balanced, external).filter(text -> !text.isEmpty()).collect(Collectors.joining(","));
        if (!all.isEmpty()) {
            return all;
        }
        return type.equals("LoadBalancer") ? "<pending>" : "<none>";
    }

    private static String addresses(JsonNode balanced) {
        return balanced.at("/status/loadBalancer/ingress")
                .valueStream()
                .map(ingress ->
                        ingress.path("ip").asString(ingress.path("hostname").asString("")))
                .collect(Collectors.joining(","));
    }

    private static String servicePorts(ObjectNode service) {
        String ports = service.at("/spec/ports")
                .valueStream()
                .map(port -> port.path("port").asInt(0)
                        + (port.has("nodePort") ? ":" + port.path("nodePort").asInt() : "")
                        + "/" + port.path("protocol").asString("TCP"))
                .collect(Collectors.joining(","));
        return ports.isEmpty() ? "<none>" : ports;
    }

    private static String readyContainers(ObjectNode pod) {
        long ready = pod.at("/status/containerStatuses")
                .valueStream()
                .filter(status -> status.path("ready").asBoolean(false))
                .count();
        return ready + "/" + pod.at("/spec/containers").size();
    }

    private static String podStatus(ObjectNode pod) {
        if (pod.path("metadata").has("deletionTimestamp")) {
            return "Terminating";
        }
        String phase = pod.at("/status/reason").asString(pod.at("/status/phase").asString(""));
        return pod.at("/status/containerStatuses")
                .valueStream()
                .map(status -> status.path("state"))
                .map(state -> state.at("/waiting/reason")
                        .asString(state.at("/terminated/reason").asString("")))
                .filter(reason -> !reason.isEmpty())
                .findFirst()
                .orElse(phase);
    }

    private static int restarts(ObjectNode pod) {
        return pod.at("/status/containerStatuses")
                .valueStream()
                .mapToInt(status -> status.path("restartCount").asInt(0))
                .sum();
    }

    private static String accessModes(JsonNode modes) {
        return modes.valueStream()
                .map(mode -> switch (mode.asString("")) {
                    case "ReadWriteOnce" -> "RWO";
                    case "ReadOnlyMany" -> "ROX";
                    case "ReadWriteMany" -> "RWX";
                    default -> "RWOP";
                })
                .collect(Collectors.joining(","));
    }

    private static String used(ObjectNode quota, Predicate<String> shown) {
        JsonNode used = quota.at("/status/used");
        return quota.at("/status/hard").properties().stream()
                .filter(amount -> shown.test(amount.getKey()))
                .map(amount ->
                        amount.getKey() + ": " + used.path(amount.getKey()).asString("0") + "/"
                                + amount.getValue().asString(""))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static String nodeStatus(ObjectNode node) {
        boolean ready = node.at("/status/conditions")
                .valueStream()
                .anyMatch(condition -> condition.path("type").asString("").equals("Ready")
                        && condition.path("status").asString("").equals("True"));
        return ready ? "Ready" : "NotReady";
    }

    private static String hosts(ObjectNode ingress) {
        String hosts = ingress.at("/spec/rules")
                .valueStream()
                .map(rule -> rule.path("host").asString(""))
                .filter(host -> !host.isEmpty())
                .collect(Collectors.joining(","));
        return hosts.isEmpty() ? "*" : hosts;
    }

    private static String targets(ObjectNode hpa) {
        String targets = hpa.at("/spec/metrics")
                .valueStream()
                .map(metric -> metric.path("resource"))
                .filter(JsonNode::isObject)
                .map(resource -> resource.path("name").asString("") + ": <unknown>/"
                        + (resource.at("/target/averageUtilization").isNumber()
                                ? resource.at("/target/averageUtilization").asInt() + "%"
                                : resource.at("/target/averageValue").asString("<auto>")))
                .collect(Collectors.joining(", "));
        return targets.isEmpty() ? "<none>" : targets;
    }

    private static String subjects(ObjectNode binding, String kind) {
        return binding.path("subjects")
                .valueStream()
                .filter(subject -> subject.path("kind").asString("").equals(kind))
                .map(subject -> (kind.equals("ServiceAccount")
                                ? subject.path("namespace").asString("") + "/"
                                : "")
                        + subject.path("name").asString(""))
                .collect(Collectors.joining(", "));
    }

    private static String jobStatus(ObjectNode job) {
        return job.at("/status/conditions")
                .valueStream()
                .filter(condition -> condition.path("status").asString("").equals("True"))
                .map(condition -> condition.path("type").asString(""))
                .filter(type -> !type.endsWith("Criteria") && !type.endsWith("Target"))
                .findFirst()
                .orElse("Running");
    }
}

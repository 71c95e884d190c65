package io.millwright.embeddedkubernetes.builtin;

import io.millwright.embeddedkubernetes.schema.FieldErrors;
import io.millwright.embeddedkubernetes.schema.FieldPath;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Addresses and ports of Services. Nothing routes to them here, so they are derived from names instead of allocated
 * from a range: the same Service always gets the same, and two may share one.
 */
final class Services {

    private static final int FIRST_NODE_PORT = 30_000;
    private static final int NODE_PORTS = 2_768;

    private Services() {}

    static void assign(ObjectNode service) {
        if (!(service.get("spec") instanceof ObjectNode spec) || isExternal(spec)) {
            return;
        }
        JsonNode metadata = service.path("metadata");
        int hash = (metadata.path("namespace").asString("") + "/"
                        + metadata.path("name").asString(""))
                .hashCode();
        if (!spec.has("clusterIP")) {
            spec.put("clusterIP", "10.96." + (hash >>> 8 & 0xff) + "." + (1 + (hash & 0xff) % 254));
        }
        if (!spec.has("clusterIPs")) {
            spec.putArray("clusterIPs").add(spec.get("clusterIP"));
        }
        if (!spec.has("ipFamilies")) {
            spec.putArray("ipFamilies").add("IPv4");
        }
        if (!spec.has("ipFamilyPolicy")) {
            spec.put("ipFamilyPolicy", "SingleStack");
        }
        nodePorts(spec, hash);
    }

    private static boolean isExternal(JsonNode spec) {
        return spec.path("type").asString("").equals("ExternalName");
    }

    private static boolean takesNodePorts(JsonNode spec) {
        String type = spec.path("type").asString("");
        return type.equals("NodePort")
                || (type.equals("LoadBalancer")
                        && spec.path("allocateLoadBalancerNodePorts").asBoolean(true));
    }

    private static void nodePorts(ObjectNode spec, int hash) {
        if (!takesNodePorts(spec)) {
            return;
        }
        for (JsonNode entry : spec.path("ports")) {
            if (entry instanceof ObjectNode port && !port.has("nodePort")) {
                int derived = Math.floorMod(hash * 31 + port.path("port").asInt(0), NODE_PORTS);
                port.put("nodePort", FIRST_NODE_PORT + derived);
            }
        }
    }

    /** An update that leaves out what the server assigned keeps it. */
    static void keep(ObjectNode service, ObjectNode old) {
        if (!(service.get("spec") instanceof ObjectNode spec) || isExternal(spec)) {
            return;
        }
        JsonNode before = old.path("spec");
        if (!spec.has("clusterIP") && before.has("clusterIP")) {
            spec.set("clusterIP", before.get("clusterIP"));
        }
        boolean sameAddress = spec.path("clusterIP").equals(before.path("clusterIP"));
        if (sameAddress && !spec.has("clusterIPs") && before.has("clusterIPs")) {
            spec.set("clusterIPs", before.get("clusterIPs").deepCopy());
        } else if (!sameAddress && spec.path("clusterIPs").equals(before.path("clusterIPs"))) {
            ArrayNode addresses = spec.putArray("clusterIPs");
            addresses.add(spec.get("clusterIP"));
        }
        if (takesNodePorts(spec)) {
            for (JsonNode entry : spec.path("ports")) {
                before.path("ports").forEach(port -> {
                    if (entry instanceof ObjectNode now
                            && !now.has("nodePort")
                            && port.has("nodePort")
                            && port.path("port").equals(now.path("port"))
                            && port.path("protocol").equals(now.path("protocol"))) {
                        now.set("nodePort", port.get("nodePort"));
                    }
                });
            }
        }
        assign(service);
    }

    static void spec(FieldPath path, ObjectNode spec, FieldErrors errors) {
        JsonNode ports = spec.path("ports");
        boolean headless = spec.path("clusterIP").asString("").equals("None");
        if (ports.isEmpty() && !headless && !isExternal(spec)) {
            errors.required(path.child("ports"));
        }
        Set<JsonNode> names = new HashSet<>();
        for (int i = 0; i < ports.size(); i++) {
            FieldPath at = path.child("ports").index(i).child("name");
            JsonNode name = ports.get(i).path("name");
            if (name.isMissingNode() && ports.size() > 1) {
                errors.required(at);
            } else if (name.isString() && !names.add(name)) {
                errors.duplicate(at, name);
            }
        }
    }

    static void change(ObjectNode service, ObjectNode old, FieldErrors errors) {
        JsonNode now = service.path("spec");
        JsonNode before = old.path("spec");
        if (!isExternal(now)
                && before.has("clusterIP")
                && !now.path("clusterIP").equals(before.path("clusterIP"))) {
            errors.invalid(
                    FieldPath.of("spec").child("clusterIPs").index(0),
                    now.get("clusterIPs"),
                    "may not change once set");
        }
    }
}

package io.millwright.embeddedkubernetes.http;

import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.registry.Registry;
import io.millwright.embeddedkubernetes.registry.Served;
import io.millwright.embeddedkubernetes.resource.ResourceType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What there is: groups, versions, resources, in the plain and the aggregated form. */
final class Discovery {

    static final String AGGREGATED = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
    private static final List<String> PART_VERBS = List.of("get", "patch", "update");

    private final Registry registry;

    Discovery(Registry registry) {
        this.registry = registry;
    }

    /** One subresource as discovery shows it; the kind's group and version are empty where they are the resource's. */
    private record Part(String name, String group, String version, String kind, List<String> verbs) {}

    private static List<Part> parts(ResourceType type) {
        List<Part> parts = new ArrayList<>();
        if (type.plural().equals("namespaces")) {
            parts.add(new Part("finalize", "", "", "Namespace", List.of("update")));
        }
        if (type.plural().equals("pods") && type.group().isEmpty()) {
            parts.add(new Part("log", "", "", "Pod", List.of("get")));
        }
        if (type.hasStatus()) {
            parts.add(new Part("status", "", "", type.kind(), PART_VERBS));
        }
        if (type.scale() != null) {
            Part scale = new Part("scale", "autoscaling", "v1", "Scale", PART_VERBS);
            parts.add(type.custom() ? parts.size() : 0, scale);
        }
        return parts;
    }

    private List<Served> sorted(String group, String version) {
        return registry.all().stream()
                .filter(s ->
                        s.type().group().equals(group) && s.type().version().equals(version))
                .sorted(Comparator.comparing(s -> s.type().plural()))
                .toList();
    }

    /** Versions of every named group, in the order of preference. */
    private Map<String, Set<String>> groups() {
        Map<String, Set<String>> groups = new LinkedHashMap<>();
        registry.all()
                .forEach(s -> groups.computeIfAbsent(s.type().group(), g -> new LinkedHashSet<>())
                        .add(s.type().version()));
        groups.replaceAll((group, versions) -> new LinkedHashSet<>(
                versions.stream().sorted(Versions.BY_PREFERENCE).toList()));
        return groups;
    }

    boolean hasGroup(String group) {
        return groups().containsKey(group);
    }

    /** Whether the group is one of custom resources only: their paths are served by other code in Kubernetes, which shows. */
    boolean isCustom(String group) {
        return registry.all().stream()
                .noneMatch(s -> s.type().group().equals(group) && !s.type().custom());
    }

    ObjectNode core() {
        ObjectNode versions = Json.object().put("kind", "APIVersions");
        versions.putArray("versions").add("v1");
        versions.putArray("serverAddressByClientCIDRs");
        return versions;
    }

    ObjectNode groupList() {
        ObjectNode list = Json.object().put("kind", "APIGroupList").put("apiVersion", "v1");
        ArrayNode groups = list.putArray("groups");
        groups().forEach((group, versions) -> {
            if (!group.isEmpty()) {
                describe(groups.addObject(), group, versions);
            }
        });
        return list;
    }

    @Nullable
    ObjectNode group(String group) {
        Set<String> versions = groups().get(group);
        if (versions == null || group.isEmpty()) {
            return null;
        }
        ObjectNode described = Json.object().put("kind", "APIGroup").put("apiVersion", "v1");
        describe(described, group, versions);
        return described;
    }

    private static void describe(ObjectNode into, String group, Set<String> versions) {
        into.put("name", group);
        ArrayNode list = into.putArray("versions");
        versions.forEach(
                v -> list.addObject().put("groupVersion", group + "/" + v).put("version", v));
        into.set("preferredVersion", list.get(0).deepCopy());
    }

    @Nullable
    ObjectNode resources(String group, String version) {
        List<Served> served = sorted(group, version);
        if (served.isEmpty()) {
            return null;
        }
        ObjectNode list = Json.object().put("kind", "APIResourceList");
        if (!group.isEmpty()) {
            list.put("apiVersion", "v1");
        }
        list.put("groupVersion", served.getFirst().apiVersion());
        ArrayNode resources = list.putArray("resources");
        for (Served one : served) {
            ResourceType type = one.type();
            ObjectNode resource = resources
                    .addObject()
                    .put("name", type.plural())
                    .put("singularName", type.singular())
                    .put("namespaced", type.namespaced())
                    .put("kind", type.kind());
            texts(resource, "verbs", type.verbs());
            names(resource, type);
            for (Part part : parts(type)) {
                ObjectNode sub = resources
                        .addObject()
                        .put("name", type.plural() + "/" + part.name)
                        .put("singularName", "")
                        .put("namespaced", type.namespaced());
                if (!part.group.isEmpty()) {
                    sub.put("group", part.group).put("version", part.version);
                }
                sub.put("kind", part.kind);
                texts(sub, "verbs", part.verbs);
            }
        }
        return list;
    }

    private static void names(ObjectNode resource, ResourceType type) {
        if (!type.shortNames().isEmpty()) {
            texts(resource, "shortNames", type.shortNames());
        }
        if (!type.categories().isEmpty()) {
            texts(resource, "categories", type.categories());
        }
    }

    private static void texts(ObjectNode into, String name, List<String> texts) {
        ArrayNode list = into.putArray(name);
        texts.forEach(list::add);
    }

    /** @param core the core group alone, or all others */
    ObjectNode aggregated(boolean core) {
        ObjectNode list =
                Json.object().put("kind", "APIGroupDiscoveryList").put("apiVersion", "apidiscovery.k8s.io/v2");
        list.putObject("metadata");
        ArrayNode items = list.putArray("items");
        groups().forEach((group, versions) -> {
            if (group.isEmpty() == core) {
                ObjectNode item = items.addObject();
                ObjectNode metadata = item.putObject("metadata");
                if (!core) {
                    metadata.put("name", group);
                }
                ArrayNode list2 = item.putArray("versions");
                versions.forEach(version -> version(list2.addObject(), group, version));
            }
        });
        return list;
    }

    private void version(ObjectNode into, String group, String version) {
        into.put("version", version);
        ArrayNode resources = into.putArray("resources");
        for (Served one : sorted(group, version)) {
            ResourceType type = one.type();
            ObjectNode resource = resources.addObject().put("resource", type.plural());
            responseKind(resource, type, type.kind());
            resource.put("scope", type.namespaced() ? "Namespaced" : "Cluster");
            resource.put("singularResource", type.singular());
            texts(resource, "verbs", type.verbs());
            names(resource, type);
            List<Part> parts = parts(type);
            if (!parts.isEmpty()) {
                ArrayNode subresources = resource.putArray("subresources");
                for (Part part : parts) {
                    ObjectNode sub = subresources.addObject().put("subresource", part.name);
                    if (part.group.isEmpty()) {
                        responseKind(sub, type, part.kind);
                    } else {
                        sub.putObject("responseKind")
                                .put("group", part.group)
                                .put("version", part.version)
                                .put("kind", part.kind);
                    }
                    texts(sub, "verbs", part.verbs);
                }
            }
        }
        into.put("freshness", "Current");
    }

    /** Kubernetes leaves group and version empty for built-in kinds. */
    private static void responseKind(ObjectNode into, ResourceType type, String kind) {
        into.putObject("responseKind")
                .put("group", type.custom() ? type.group() : "")
                .put("version", type.custom() ? type.version() : "")
                .put("kind", kind);
    }

    /** v2 before v1 before v1beta1 before v1alpha1. */
    private static final class Versions {
        static final Comparator<String> BY_PREFERENCE = Comparator.comparing(Versions::stability)
                .thenComparing(Versions::major, Comparator.reverseOrder())
                .thenComparing(Comparator.naturalOrder());

        private static int stability(String version) {
            return version.contains("alpha") ? 2 : version.contains("beta") ? 1 : 0;
        }

        private static int major(String version) {
            String digits = version.replaceAll("^v(\\d+).*$", "$1");
            return digits.chars().allMatch(Character::isDigit) && digits.length() < 9 ? Integer.parseInt(digits) : 0;
        }
    }
}

package io.millwright.embeddedkubernetes.openapi;

import io.millwright.embeddedkubernetes.resource.ResourceType;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The paths of one resource, with what kubectl looks for in them: kinds, actions and the options of writes. */
final class Paths {

    private static final Map<String, String> COLLECTION =
            Map.of("get", "list", "post", "post", "delete", "deletecollection");
    private static final Map<String, String> ITEM =
            Map.of("get", "get", "put", "put", "patch", "patch", "delete", "delete");
    private static final Map<String, String> SUBRESOURCE = Map.of("get", "get", "put", "put", "patch", "patch");
    private static final Map<String, List<String>> OPTIONS = Map.of(
            "post", List.of("dryRun", "fieldManager", "fieldValidation"),
            "put", List.of("dryRun", "fieldManager", "fieldValidation"),
            "patch", List.of("dryRun", "fieldManager", "fieldValidation", "force"),
            "delete", List.of("dryRun", "gracePeriodSeconds", "orphanDependents", "propagationPolicy"));

    private final ResourceType type;
    private final String schemaName;

    Paths(ResourceType type, String schemaName) {
        this.type = type;
        this.schemaName = schemaName;
    }

    void addTo(ObjectNode paths) {
        String root = type.group().isEmpty() ? "/api/" : "/apis/" + type.group() + "/";
        String base = root + type.version();
        String collection = base + (type.namespaced() ? "/namespaces/{namespace}/" : "/") + type.plural();
        if (!type.stored()) {
            path(paths, collection, Map.of("post", "post"));
            return;
        }
        path(paths, collection, COLLECTION);
        if (type.namespaced()) {
            path(paths, base + "/" + type.plural(), Map.of("get", "list"));
        }
        path(paths, collection + "/{name}", ITEM);
        if (type.hasStatus()) {
            path(paths, collection + "/{name}/status", SUBRESOURCE);
        }
        if (type.scale() != null) {
            path(paths, collection + "/{name}/scale", SUBRESOURCE);
        }
    }

    private void path(ObjectNode paths, String path, Map<String, String> actions) {
        ObjectNode item = paths.putObject(path);
        actions.forEach((method, action) -> {
            ObjectNode operation = item.putObject(method);
            operation.put("operationId", operationId(path, action));
            operation.put("x-kubernetes-action", action);
            Document.gvk(operation.putObject("x-kubernetes-group-version-kind"), type, type.kind());
            ArrayNode parameters = operation.putArray("parameters");
            OPTIONS.getOrDefault(method, List.of()).forEach(option -> parameter(parameters, option, "query"));
            operation
                    .putObject("responses")
                    .putObject("200")
                    .put("description", "OK")
                    .putObject("content")
                    .putObject("application/json")
                    .putObject("schema")
                    .put("$ref", Components.REFERENCE + schemaName + (action.equals("list") ? "List" : ""));
        });
        ArrayNode shared = item.putArray("parameters");
        for (String name : List.of("namespace", "name")) {
            if (path.contains("{" + name + "}")) {
                parameter(shared, name, "path");
            }
        }
    }

    private static void parameter(ArrayNode parameters, String name, String in) {
        ObjectNode parameter = parameters.addObject().put("name", name).put("in", in);
        if (in.equals("path")) {
            parameter.put("required", true);
        }
        parameter.putObject("schema").put("type", "string");
    }

    private String operationId(String path, String action) {
        String verb = switch (action) {
            case "get" -> "read";
            case "post" -> "create";
            case "put" -> "replace";
            case "deletecollection" -> "deleteCollection";
            default -> action;
        };
        StringBuilder id = new StringBuilder(verb);
        for (String word : (type.group().isEmpty() ? "core" : type.group()).split("\\.")) {
            id.append(capital(word));
        }
        id.append(capital(type.version()));
        if (path.contains("{namespace}")) {
            id.append("Namespaced");
        }
        id.append(type.kind());
        if (type.namespaced() && !path.contains("{namespace}")) {
            id.append("ForAllNamespaces");
        }
        if (path.endsWith("/status")) {
            id.append("Status");
        } else if (path.endsWith("/scale")) {
            id.append("Scale");
        }
        return id.toString();
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}

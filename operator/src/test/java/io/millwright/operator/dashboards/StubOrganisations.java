package io.millwright.operator.dashboards;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The state of a stub, and what it answers to whom. */
public final class StubOrganisations {

    record Answer(int status, JsonNode body) {}

    /** One organisation; tests read and disturb it. */
    public static final class Held {
        public final String name;
        public final Map<String, String> roles = new LinkedHashMap<>();
        public final Map<String, ObjectNode> dataSources = new LinkedHashMap<>();
        public final Map<String, ObjectNode> folders = new LinkedHashMap<>();
        public final Map<String, ObjectNode> dashboards = new LinkedHashMap<>();

        Held(String name) {
            this.name = name;
        }
    }

    private static final JsonMapper JSON = JsonMapper.shared();

    private final TreeMap<Long, Held> held = new TreeMap<>();
    private long last = 1;

    StubOrganisations() {
        Held main = new Held("Main Org.");
        main.roles.put(StubGrafana.USERNAME, "Admin");
        held.put(last, main);
    }

    /** Without the one that is always there. */
    public synchronized List<String> names() {
        return held.values().stream().map(one -> one.name).skip(1).toList();
    }

    public synchronized Held named(String name) {
        return held.values().stream()
                .filter(one -> one.name.equals(name))
                .findFirst()
                .orElseThrow();
    }

    synchronized Answer answer(String method, List<String> path, @Nullable Long organisation, JsonNode body) {
        String what = method + " " + path.getFirst();
        if (path.getFirst().equals("orgs")) {
            return orgs(method, path, body);
        }
        Held one = held.get(organisation == null ? 1 : organisation);
        if (one == null || !"Admin".equals(one.roles.get(StubGrafana.USERNAME))) {
            return said(403, "You'll need additional permissions");
        }
        return switch (what) {
            case "GET datasources" -> found(one.dataSources, path.get(2), "Data source not found");
            case "POST datasources" -> added(one.dataSources, body);
            case "PUT datasources" -> replaced(one.dataSources, path.get(2), body);
            case "GET folders" -> found(one.folders, path.get(1), "folder not found");
            case "POST folders" -> {
                one.folders.put(body.path("uid").asString(), body.deepCopy().asObject());
                yield new Answer(200, body);
            }
            case "PUT folders" -> {
                Objects.requireNonNull(one.folders.get(path.get(1))).set("title", body.path("title"));
                yield said(200, "updated");
            }
            case "GET dashboards" -> found(one.dashboards, path.get(2), "Dashboard not found");
            case "POST dashboards" -> saved(one, body);
            default -> said(404, "Not found");
        };
    }

    private Answer orgs(String method, List<String> path, JsonNode body) {
        if (method.equals("POST") && path.size() == 1) {
            String name = body.path("name").asString();
            if (held.values().stream().anyMatch(one -> one.name.equals(name))) {
                return said(409, "Organization name taken");
            }
            Held created = new Held(name);
            created.roles.put(StubGrafana.USERNAME, "Admin");
            held.put(++last, created);
            return new Answer(200, JSON.createObjectNode().put("orgId", last).put("message", "Organization created"));
        }
        if (path.get(1).equals("name")) {
            return held.entrySet().stream()
                    .filter(entry -> entry.getValue().name.equals(path.get(2)))
                    .map(entry -> new Answer(
                            200,
                            JSON.createObjectNode().put("id", entry.getKey()).put("name", entry.getValue().name)))
                    .findFirst()
                    .orElseGet(() -> said(404, "Organization not found"));
        }
        Held one = held.get(Long.valueOf(path.get(1)));
        if (one == null) {
            return said(404, "Organization not found");
        }
        return switch (method) {
            case "DELETE" -> {
                held.remove(Long.valueOf(path.get(1)));
                yield said(200, "Organization deleted");
            }
            case "GET" -> new Answer(200, users(one));
            case "POST" -> {
                one.roles.put(
                        body.path("loginOrEmail").asString(), body.path("role").asString());
                yield said(200, "User added to organization");
            }
            case "PATCH" -> {
                one.roles.put(StubGrafana.USERNAME, body.path("role").asString());
                yield said(200, "Organization user updated");
            }
            default -> said(404, "Not found");
        };
    }

    private static ArrayNode users(Held one) {
        ArrayNode users = JSON.createArrayNode();
        one.roles.forEach((login, role) ->
                users.addObject().put("userId", 1).put("login", login).put("role", role));
        return users;
    }

    private static Answer found(Map<String, ObjectNode> all, String uid, String otherwise) {
        ObjectNode one = all.get(uid);
        return one == null ? said(404, otherwise) : new Answer(200, one);
    }

    private static Answer added(Map<String, ObjectNode> all, JsonNode body) {
        if (all.values().stream().anyMatch(one -> one.path("name").equals(body.path("name")))) {
            return said(409, "data source with the same name already exists");
        }
        return replaced(all, body.path("uid").asString(), body);
    }

    /** What is secure is never told again; a test finds it under another name. */
    private static Answer replaced(Map<String, ObjectNode> all, String uid, JsonNode body) {
        ObjectNode kept = body.deepCopy().asObject();
        JsonNode secure = kept.remove("secureJsonData");
        ObjectNode fields = kept.putObject("secureJsonFields");
        if (secure != null) {
            secure.propertyNames().forEach(name -> fields.put(name, true));
            kept.set("forTheTest", secure);
        }
        kept.put("readOnly", false).put("version", 1);
        all.put(uid, kept);
        return new Answer(200, kept);
    }

    private static Answer saved(Held one, JsonNode body) {
        ObjectNode dashboard = body.path("dashboard").deepCopy().asObject();
        String uid = dashboard.path("uid").asString();
        if (!one.folders.containsKey(body.path("folderUid").asString())) {
            return said(404, "folder not found");
        }
        if (one.dashboards.containsKey(uid) && !body.path("overwrite").asBoolean()) {
            return said(412, "A dashboard with the same uid already exists");
        }
        dashboard.put("id", uid.hashCode()).put("version", 1);
        ObjectNode kept = JSON.createObjectNode();
        kept.set("dashboard", dashboard);
        kept.putObject("meta").put("folderUid", body.path("folderUid").asString());
        one.dashboards.put(uid, kept);
        return new Answer(200, JSON.createObjectNode().put("uid", uid).put("status", "success"));
    }

    private static Answer said(int status, String message) {
        return new Answer(status, JSON.createObjectNode().put("message", message));
    }
}

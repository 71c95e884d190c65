package io.millwright.operator.dashboards.grafana;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What is in one organisation. Each call makes one thing so, and writes only where it is not; true if it wrote. */
public final class Organisation {

    private final GrafanaHttp http;

    Organisation(GrafanaHttp http) {
        this.http = http;
    }

    public boolean ensure(DataSource wanted) throws GrafanaFault {
        String path = "datasources/uid/" + GrafanaHttp.segment(wanted.uid());
        Optional<JsonNode> found = http.find(path);
        if (found.isEmpty()) {
            http.call("POST", "datasources", wanted);
            return true;
        }
        if (wanted.isHeldIn(found.get())) {
            return false;
        }
        http.call("PUT", path, wanted);
        return true;
    }

    public boolean ensureFolder(String uid, String title) throws GrafanaFault {
        String path = "folders/" + GrafanaHttp.segment(uid);
        Optional<JsonNode> found = http.find(path);
        if (found.isEmpty()) {
            http.call("POST", "folders", Map.of("uid", uid, "title", title));
            return true;
        }
        if (title.equals(found.get().path("title").asString(""))) {
            return false;
        }
        http.call("PUT", path, Map.of("title", title, "overwrite", true));
        return true;
    }

    /** @param dashboard in the classic form, with a uid */
    public boolean ensureDashboard(String folder, JsonNode dashboard) throws GrafanaFault {
        Optional<JsonNode> found = http.find(
                "dashboards/uid/" + GrafanaHttp.segment(dashboard.path("uid").asString()));
        if (found.isPresent()
                && folder.equals(found.get().path("meta").path("folderUid").asString(""))
                && Json.within(withoutId(dashboard), found.get().path("dashboard"))) {
            return false;
        }
        Map<String, Object> command = new LinkedHashMap<>();
        command.put("dashboard", dashboard);
        command.put("folderUid", folder);
        command.put("overwrite", true);
        command.put("message", "As this installation provides it");
        http.call("POST", "dashboards/db", command);
        return true;
    }

    /** Grafana numbers dashboards itself. */
    private static JsonNode withoutId(JsonNode dashboard) {
        return dashboard.deepCopy().asObject().without("id");
    }
}

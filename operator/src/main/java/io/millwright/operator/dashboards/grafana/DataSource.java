package io.millwright.operator.dashboards.grafana;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A data source as it is written, by the names of Grafana's API.
 *
 * @param jsonData what everybody who may read the data source may know
 * @param secureJsonData is written and never read again
 */
public record DataSource(
        String uid,
        String name,
        String type,
        String access,
        String url,
        String user,
        boolean isDefault,
        Map<String, Object> jsonData,
        Map<String, String> secureJsonData) {

    public DataSource {
        jsonData = Map.copyOf(jsonData);
        secureJsonData = Map.copyOf(secureJsonData);
    }

    /** Whether what Grafana holds is this, as far as it tells. */
    boolean isHeldIn(JsonNode found) {
        JsonNode wanted = Json.tree(new Readable(uid, name, type, access, url, user, isDefault, jsonData));
        JsonNode set = found.path("secureJsonFields");
        return Json.within(wanted, found)
                && secureJsonData.keySet().stream()
                        .allMatch(key -> set.path(key).asBoolean(false));
    }

    /** Never what is secure. */
    @Override
    public String toString() {
        return "DataSource[uid=" + uid + ", url=" + url + ", user=" + user + "]";
    }

    private record Readable(
            String uid,
            String name,
            String type,
            String access,
            String url,
            String user,
            boolean isDefault,
            Map<String, Object> jsonData) {}
}

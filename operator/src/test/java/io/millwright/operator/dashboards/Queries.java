package io.millwright.operator.dashboards;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The SQL of a dashboard: of its panels and of its variables. */
public final class Queries {

    public static List<String> ofAll() {
        return Dashboard.SHIPPED.stream()
                .flatMap(dashboard -> of(dashboard).stream())
                .toList();
    }

    static List<String> of(Dashboard dashboard) {
        JsonNode json = JsonMapper.shared().readTree(dashboard.json());
        List<String> queries = new ArrayList<>(json.findValuesAsString("rawSql"));
        json.path("templating")
                .path("list")
                .valueStream()
                .filter(variable -> "query".equals(variable.path("type").asString()))
                .forEach(variable -> queries.add(variable.path("query").asString()));
        return queries;
    }

    /** As Grafana's PostgreSQL plug-in sends it: macros and variables in place. */
    public static String sent(String sql, String from, String to, String device, String tag, String site) {
        return sql.replaceAll("\\$__timeFilter\\(([\\w.]+)\\)", "$1 BETWEEN '" + from + "' AND '" + to + "'")
                .replace("$__timeFrom()", quoted(from))
                .replace("$__timeTo()", quoted(to))
                .replace("${device:sqlstring}", quoted(device))
                .replace("${tag:sqlstring}", quoted(tag))
                .replace("${site:sqlstring}", quoted(site))
                .replace("${bucket:sqlstring}", quoted("1m"));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private Queries() {}
}

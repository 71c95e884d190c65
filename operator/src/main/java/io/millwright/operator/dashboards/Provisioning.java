package io.millwright.operator.dashboards;

import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Files that an own Grafana reads at start. What is not in them is pruned, and nothing of them can be edited in its pages. */
final class Provisioning {

    static String dataSources(HistorianSource source) {
        return """
            apiVersion: 1
            prune: true
            datasources:
            - uid: %s
              name: %s
              type: %s
              access: proxy
              orgId: 1
              url: %s
              user: %s
              isDefault: true
              editable: false
              jsonData:
            %s
              secureJsonData:
                password: $__file{%s/%s}
            """.formatted(
                        HistorianSource.UID,
                        HistorianSource.NAME,
                        HistorianSource.TYPE,
                        quoted(source.address()),
                        quoted(source.reader().username()),
                        lines(source.settings()),
                        GrafanaIni.SECRETS,
                        GrafanaSecret.HISTORIAN_PASSWORD);
    }

    static String dashboards() {
        return """
            apiVersion: 1
            providers:
            - name: millwright
              orgId: 1
              folder: Plant
              folderUid: millwright
              type: file
              disableDeletion: true
              allowUiUpdates: false
              updateIntervalSeconds: 60
              options:
                path: %s
            """.formatted(GrafanaIni.DASHBOARDS);
    }

    private static String lines(Map<String, Object> settings) {
        return settings.entrySet().stream()
                .map(setting -> "    " + setting.getKey() + ": " + quoted(setting.getValue()))
                .collect(Collectors.joining("\n"));
    }

    /** JSON is YAML; a dollar would be a variable. */
    private static String quoted(Object value) {
        return JsonMapper.shared().writeValueAsString(value).replace("$", "$$");
    }

    private Provisioning() {}
}

package io.millwright.embeddedkubernetes.apply;

import io.millwright.embeddedkubernetes.apply.ManagedFields.Manager;
import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.resource.Refusal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Says which fields of others an apply would have changed, in the words and the details of Kubernetes. */
final class ApplyConflict {

    static Refusal of(Map<Manager, FieldSet> lost) {
        TreeMap<String, List<String>> byManager = new TreeMap<>();
        TreeMap<String, TreeMap<String, String>> byPath = new TreeMap<>();
        int count = 0;
        for (Map.Entry<Manager, FieldSet> one : lost.entrySet()) {
            List<String> paths = one.getValue().paths();
            byManager.put(one.getKey().described(), paths);
            paths.forEach(p -> byPath.computeIfAbsent(p, x -> new TreeMap<>())
                    .put(one.getKey().described(), p));
            count += paths.size();
        }
        StringBuilder message =
                new StringBuilder("Apply failed with " + count + (count == 1 ? " conflict: " : " conflicts: "));
        String separator = "";
        for (Map.Entry<String, List<String>> one : byManager.entrySet()) {
            message.append(separator);
            separator = "\n";
            if (one.getValue().size() == 1 && byManager.size() == 1) {
                message.append("conflict with ")
                        .append(one.getKey())
                        .append(": ")
                        .append(one.getValue().getFirst());
            } else {
                message.append("conflicts with ").append(one.getKey()).append(':');
                one.getValue().forEach(p -> message.append("\n- ").append(p));
            }
        }
        ObjectNode details = Json.object();
        ArrayNode causes = details.putArray("causes");
        byPath.forEach((path, managers) -> managers.keySet()
                .forEach(m -> causes.addObject()
                        .put("reason", "FieldManagerConflict")
                        .put("message", "conflict with " + m)
                        .put("field", path)));
        return new Refusal(409, "Conflict", message.toString(), details);
    }

    private ApplyConflict() {}
}

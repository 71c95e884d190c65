package io.millwright.crd.definition;

import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.List;

/** The bounds of metav1.Condition, and a list keyed by type so that server-side apply merges conditions one by one. */
final class ConditionsSchema {

    static void refine(JSONSchemaProps conditions) {
        conditions.setXKubernetesListType("map");
        conditions.setXKubernetesListMapKeys(List.of("type"));
        conditions.setMaxItems(32L);
        JSONSchemaProps condition = conditions.getItems().getSchema();
        condition.setRequired(List.of("lastTransitionTime", "message", "reason", "status", "type"));
        text(condition, "type", 316);
        text(condition, "reason", 1024);
        text(condition, "message", 32768);
        member(condition, "type").setMinLength(1L);
        member(condition, "reason").setPattern("^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$");
        member(condition, "reason").setMinLength(1L);
        member(condition, "status")
                .setEnum(List.of(TextNode.valueOf("True"), TextNode.valueOf("False"), TextNode.valueOf("Unknown")));
        member(condition, "lastTransitionTime").setFormat("date-time");
        member(condition, "observedGeneration").setMinimum(0.0);
    }

    private static void text(JSONSchemaProps condition, String name, long longest) {
        member(condition, name).setMaxLength(longest);
    }

    private static JSONSchemaProps member(JSONSchemaProps condition, String name) {
        JSONSchemaProps member = condition.getProperties().get(name);
        if (member == null) {
            throw new IllegalStateException("a condition has no " + name);
        }
        return member;
    }

    private ConditionsSchema() {}
}

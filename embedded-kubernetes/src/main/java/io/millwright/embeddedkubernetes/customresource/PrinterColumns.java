package io.millwright.embeddedkubernetes.customresource;

import io.millwright.embeddedkubernetes.columns.Age;
import io.millwright.embeddedkubernetes.columns.JsonPath;
import io.millwright.embeddedkubernetes.resource.ResourceType.Column;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The additionalPrinterColumns of a version, behind the name that every kind has. */
final class PrinterColumns {

    private static final Column NAME = new Column(
            "Name",
            "string",
            "name",
            "Name must be unique within a namespace. Is required when creating resources, although some resources may"
                + " allow a client to request the generation of an appropriate name automatically. Name is primarily"
                + " intended for creation idempotence and configuration definition. Cannot be updated. More info:"
                + " https://kubernetes.io/docs/concepts/overview/working-with-objects/names#names",
            0);
    private static final Column AGE = new Column(
            "Age",
            "date",
            "",
            "CreationTimestamp is a timestamp representing the server time when this object was created.",
            0);

    private final List<Column> columns = new ArrayList<>();
    private final List<JsonPath> paths = new ArrayList<>();
    private final Clock clock;

    PrinterColumns(JsonNode declared, Clock clock) {
        this.clock = clock;
        columns.add(NAME);
        declared.forEach(column -> {
            String path = column.path("jsonPath").asString();
            columns.add(new Column(
                    column.path("name").asString(),
                    column.path("type").asString(),
                    column.path("format").asString(""),
                    column.path("description")
                            .asString("Custom resource definition column (in JSONPath format): " + path),
                    column.path("priority").asInt(0)));
            paths.add(JsonPath.compile(path));
        });
        if (declared.isEmpty()) {
            columns.add(AGE);
            paths.add(JsonPath.compile(".metadata.creationTimestamp"));
        }
    }

    List<Column> columns() {
        return List.copyOf(columns);
    }

    List<@Nullable Object> cells(ObjectNode object) {
        List<@Nullable Object> cells = new ArrayList<>();
        cells.add(object.path("metadata").path("name").asString(""));
        for (int i = 0; i < paths.size(); i++) {
            JsonNode value = paths.get(i).first(object);
            cells.add(value == null ? null : cell(value, columns.get(i + 1).type()));
        }
        return cells;
    }

    /** Null for a value that is not of the column's type. */
    private @Nullable Object cell(JsonNode value, String type) {
        return switch (type) {
            case "integer" -> value.isNumber() ? value.decimalValue().longValue() : null;
            case "number" -> value.isNumber() ? value.numberValue() : null;
            case "boolean" -> value.isBoolean() ? value.asBoolean() : null;
            case "date" -> value.isString() ? Age.since(value.asString(), clock.instant()) : null;
            default -> value.isString() ? value.asString() : value.toString();
        };
    }
}

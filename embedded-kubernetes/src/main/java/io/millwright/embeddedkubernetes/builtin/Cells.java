package io.millwright.embeddedkubernetes.builtin;

import io.millwright.embeddedkubernetes.columns.Age;
import io.millwright.embeddedkubernetes.resource.ResourceType.Column;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The columns of a built-in kind and how an object fills them. */
final class Cells {

    private final List<Column> columns = new ArrayList<>();
    private final List<BiFunction<ObjectNode, Instant, @Nullable Object>> fillings = new ArrayList<>();

    static final Cells NAME_AND_AGE = named().age();

    /** Kinds without columns of their own show when they were made. */
    static final Cells NAME_AND_CREATION = named().typed(
                    "Created At",
                    "date",
                    0,
                    object -> object.path("metadata").path("creationTimestamp").asString(""));

    /** What a cell shows of an object. */
    @FunctionalInterface
    interface Filling {
        @Nullable
        Object of(ObjectNode object);
    }

    static Cells named() {
        return new Cells().name(0);
    }

    static Cells empty() {
        return new Cells();
    }

    Cells name(int priority) {
        columns.add(new Column("Name", "string", "name", "Name must be unique within a namespace.", priority));
        fillings.add((object, now) -> object.path("metadata").path("name").asString(""));
        return this;
    }

    Cells text(String name, Filling filling) {
        return typed(name, "string", 0, filling);
    }

    /** A column of {@code -o wide}. */
    Cells wide(String name, Filling filling) {
        return typed(name, "string", 1, filling);
    }

    Cells number(String name, Filling filling) {
        return typed(name, "integer", 0, filling);
    }

    private Cells typed(String name, String type, int priority, Filling filling) {
        columns.add(new Column(name, type, "", name, priority));
        fillings.add((object, now) -> filling.of(object));
        return this;
    }

    Cells age() {
        return since("Age", 0, "/metadata/creationTimestamp");
    }

    /** How long ago the first of some times was. */
    Cells since(String name, int priority, String... pointers) {
        columns.add(new Column(name, "string", "", name, priority));
        fillings.add((object, now) -> {
            for (String pointer : pointers) {
                String time = object.at(pointer).asString("");
                if (!time.isEmpty()) {
                    return Age.since(time, now);
                }
            }
            return Age.since("", now);
        });
        return this;
    }

    List<Column> columns() {
        return List.copyOf(columns);
    }

    List<@Nullable Object> of(ObjectNode object, Instant now) {
        List<@Nullable Object> cells = new ArrayList<>();
        fillings.forEach(filling -> cells.add(filling.apply(object, now)));
        return cells;
    }

    static Filling at(String pointer, String otherwise) {
        return object -> object.at(pointer).asString(otherwise);
    }

    static Filling intAt(String pointer) {
        return object -> object.at(pointer).asInt(0);
    }

    static Filling ratio(String have, String want) {
        return object -> object.at(have).asInt(0) + "/" + object.at(want).asInt(0);
    }

    static Filling joined(String pointer, String member) {
        return object -> object.at(pointer)
                .valueStream()
                .map(entry -> entry.path(member).asString(""))
                .collect(Collectors.joining(","));
    }

    static Filling labels(String pointer) {
        return object -> selector(object.at(pointer));
    }

    /** A selector on one line; {@code <none>} for an empty one. */
    static String selector(JsonNode selector) {
        JsonNode labels = selector.has("matchLabels") || selector.has("matchExpressions")
                ? selector.path("matchLabels")
                : selector;
        String text = labels.properties().stream()
                .map(label -> label.getKey() + "=" + label.getValue().asString(""))
                .sorted()
                .collect(Collectors.joining(","));
        String expressions = selector.path("matchExpressions")
                .valueStream()
                .map(Cells::expression)
                .collect(Collectors.joining(","));
        String all = text + (text.isEmpty() || expressions.isEmpty() ? "" : ",") + expressions;
        return all.isEmpty() ? "<none>" : all;
    }

    private static String expression(JsonNode expression) {
        String key = expression.path("key").asString("");
        String values =
                expression.path("values").valueStream().map(JsonNode::asString).collect(Collectors.joining(","));
        return switch (expression.path("operator").asString("")) {
            case "In" -> key + " in (" + values + ")";
            case "NotIn" -> key + " notin (" + values + ")";
            case "Exists" -> key;
            default -> "!" + key;
        };
    }
}

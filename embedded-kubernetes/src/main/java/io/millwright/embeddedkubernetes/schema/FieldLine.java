package io.millwright.embeddedkubernetes.schema;

import io.millwright.embeddedkubernetes.resource.Schema.ListType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One field of a type in a {@code .types} file: {@code name[!][~][+] type [word...] [= default] [-- description]}.
 *
 * <p>{@code !} required; {@code ~} left out of JSON when zero or false; {@code +} kept though empty. Types are
 * {@code string}, {@code int32}, {@code quantity} and so on, {@code [T]} a list, <code>{T}</code> a map. Words:
 * {@code by a,b} a list merged by these keys (the first is strategic merge patch's too, unless {@code merge k} names
 * another), {@code set}, {@code atomic}, {@code in A|B} the words allowed, {@code 1..9} the numbers allowed.
 */
record FieldLine(
        String name,
        boolean required,
        boolean droppedWhenZero,
        boolean keptWhenEmpty,
        String type,
        ListType listType,
        List<String> listMapKeys,
        @Nullable String patchMergeKey,
        boolean atomicMap,
        List<JsonNode> allowed,
        @Nullable BigDecimal minimum,
        @Nullable BigDecimal maximum,
        @Nullable JsonNode defaultValue,
        String description) {

    private static final Pattern LINE =
            Pattern.compile("(?<name>\\w+)(?<marks>[!~+]*) (?<type>\\S+)(?<words>(?: (?!=|--)\\S+)*)"
                    + "(?: = (?<default>.*?))?(?: -- (?<description>.*))?");
    private static final Pattern RANGE = Pattern.compile("(\\d+)\\.\\.(\\d*)");

    static FieldLine parse(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw new IllegalStateException("cannot be read: " + line);
        }
        String marks = parts.group("marks");
        ListType listType = ListType.ATOMIC;
        List<String> keys = List.of();
        @Nullable String mergeKey = null;
        boolean atomic = false;
        List<JsonNode> allowed = new ArrayList<>();
        @Nullable BigDecimal minimum = null;
        @Nullable BigDecimal maximum = null;
        String[] words = parts.group("words").strip().split(" ");
        for (int i = 0; i < words.length; i++) {
            switch (words[i]) {
                case "by" -> {
                    listType = ListType.MAP;
                    keys = List.of(words[++i].split(","));
                    mergeKey = keys.getFirst();
                }
                case "merge" -> mergeKey = words[++i];
                case "set" -> listType = ListType.SET;
                case "atomic" -> atomic = true;
                case "in" -> {
                    for (String word : words[++i].split("\\|")) {
                        allowed.add(JsonNodeFactory.instance.stringNode(word));
                    }
                }
                case "" -> {}
                default -> {
                    Matcher range = RANGE.matcher(words[i]);
                    if (!range.matches()) {
                        throw new IllegalStateException("cannot be read: " + line);
                    }
                    minimum = new BigDecimal(range.group(1));
                    maximum = range.group(2).isEmpty() ? null : new BigDecimal(range.group(2));
                }
            }
        }
        String defaultText = parts.group("default");
        String description = parts.group("description");
        return new FieldLine(
                parts.group("name"),
                marks.contains("!"),
                marks.contains("~"),
                marks.contains("+"),
                parts.group("type"),
                listType,
                keys,
                mergeKey,
                atomic,
                List.copyOf(allowed),
                minimum,
                maximum,
                defaultText == null ? null : JsonMapper.shared().readTree(defaultText),
                description == null ? "" : description);
    }

    /** What this line asks, and the format of its type. */
    Constraints constraints(Constraints ofType) {
        return allowed.isEmpty() && minimum == null && maximum == null
                ? ofType
                : Constraints.of(allowed, minimum, maximum).withFormat(ofType.format());
    }
}

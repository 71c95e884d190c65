package io.millwright.embeddedkubernetes.objects;

import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.registry.Served;
import io.millwright.embeddedkubernetes.store.Stored;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Label and field selectors. */
public final class Selector {

    private static final Pattern SET = Pattern.compile("\\s*([^\\s!=,()<>]+)\\s+(in|notin)\\s*\\(([^)]*)\\)\\s*");
    private static final Pattern EQUALITY =
            Pattern.compile("\\s*([^\\s!=,()<>]+)\\s*(==|=|!=|>|<)\\s*([^\\s!=,()<>]*)\\s*");
    private static final Pattern EXISTENCE = Pattern.compile("\\s*(!?)\\s*([^\\s!=,()<>]+)\\s*");

    private final List<Predicate<Map<String, String>>> labels;
    private final List<Predicate<Stored>> fields;

    private Selector(List<Predicate<Map<String, String>>> labels, List<Predicate<Stored>> fields) {
        this.labels = labels;
        this.fields = fields;
    }

    /** @return a selector of nothing less than everything when both texts are empty */
    public static Selector of(Served served, String labelSelector, String fieldSelector) {
        List<Predicate<Map<String, String>>> labels = new ArrayList<>();
        for (String requirement : split(labelSelector)) {
            labels.add(label(labelSelector, requirement));
        }
        List<Predicate<Stored>> fields = new ArrayList<>();
        for (String term : fieldSelector.isEmpty() ? new String[0] : fieldSelector.split(",")) {
            fields.add(field(served, fieldSelector, term));
        }
        return new Selector(labels, fields);
    }

    public boolean everything() {
        return labels.isEmpty() && fields.isEmpty();
    }

    public boolean matches(Stored stored) {
        for (Predicate<Map<String, String>> label : labels) {
            if (!label.test(stored.labels())) {
                return false;
            }
        }
        for (Predicate<Stored> field : fields) {
            if (!field.test(stored)) {
                return false;
            }
        }
        return true;
    }

    /** At commas outside parentheses. */
    private static List<String> split(String selector) {
        List<String> parts = new ArrayList<>();
        if (selector.isBlank()) {
            return parts;
        }
        int depth = 0;
        int start = 0;
        for (int i = 0; i < selector.length(); i++) {
            char c = selector.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(selector.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(selector.substring(start));
        return parts;
    }

    private static Predicate<Map<String, String>> label(String whole, String requirement) {
        Matcher set = SET.matcher(requirement);
        if (set.matches()) {
            String key = set.group(1);
            List<String> values = Arrays.stream(set.group(3).split(",", -1))
                    .map(String::strip)
                    .toList();
            return set.group(2).equals("in")
                    ? has -> has.containsKey(key) && values.contains(has.get(key))
                    : has -> !has.containsKey(key) || !values.contains(has.get(key));
        }
        Matcher equality = EQUALITY.matcher(requirement);
        if (equality.matches()) {
            String key = equality.group(1);
            String value = equality.group(3);
            return switch (equality.group(2)) {
                case "!=" -> has -> !value.equals(has.get(key));
                case ">" -> has -> number(has.get(key)) > number(value);
                case "<" -> has -> number(has.get(key)) < number(value);
                default -> has -> value.equals(has.get(key));
            };
        }
        Matcher existence = EXISTENCE.matcher(requirement);
        if (existence.matches()) {
            String key = existence.group(2);
            boolean absent = !existence.group(1).isEmpty();
            return has -> has.containsKey(key) != absent;
        }
        throw Refusals.badRequest("unable to parse requirement: found '" + requirement.strip()
                + "', expected: a key, an operator and a value in '" + whole + "'");
    }

    private static double number(@Nullable String text) {
        try {
            return text == null ? Double.NaN : Long.parseLong(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static Predicate<Stored> field(Served served, String whole, String term) {
        int not = term.indexOf("!=");
        int at = not >= 0 ? not : term.indexOf('=');
        if (at < 0) {
            throw Refusals.badRequest("invalid field selector: '" + whole + "': can't understand '" + term + "'");
        }
        String path = term.substring(0, at);
        String value = term.substring(at + (not >= 0 || term.startsWith("==", at) ? 2 : 1));
        boolean wanted = not < 0;
        return switch (path) {
            case "metadata.name" -> stored -> stored.key().name().equals(value) == wanted;
            case "metadata.namespace" -> stored -> stored.key().namespace().equals(value) == wanted;
            default -> {
                if (!served.type().selectableFields().contains(path)) {
                    throw Refusals.badRequest("Unable to find \"" + served.apiVersion() + ", Resource="
                            + served.type().plural() + "\" that match label selector \"\", field selector \"" + whole
                            + "\": field label not supported: " + path);
                }
                String[] members = path.split("\\.");
                yield stored -> text(Versions.read(served, stored), members).equals(value) == wanted;
            }
        };
    }

    private static String text(ObjectNode object, String[] members) {
        JsonNode found = Json.at(object, members);
        return found == null ? "" : found.asString("");
    }
}

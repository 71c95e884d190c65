package io.millwright.embeddedkubernetes.objects;

import io.millwright.embeddedkubernetes.resource.Refusal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads label selectors by the grammar, and with the complaints, of Kubernetes. */
final class LabelSelectorParser {

    private static final String SPECIAL = "=!(),<>";
    private static final Set<String> TWO = Set.of("==", "!=");
    private static final Set<String> COMPARISONS = Set.of("=", "==", "!=", ">", "<");

    private final List<String> tokens = new ArrayList<>();
    private int at;

    private LabelSelectorParser(String text) {
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            int start = i++;
            if (Character.isWhitespace(c)) {
                continue;
            }
            if (SPECIAL.indexOf(c) >= 0) {
                if (i < text.length() && TWO.contains(text.substring(start, i + 1))) {
                    i++;
                }
            } else {
                while (i < text.length()
                        && SPECIAL.indexOf(text.charAt(i)) < 0
                        && !Character.isWhitespace(text.charAt(i))) {
                    i++;
                }
            }
            tokens.add(text.substring(start, i));
        }
    }

    static List<Predicate<Map<String, String>>> parse(String text) {
        LabelSelectorParser parser = new LabelSelectorParser(text);
        List<Predicate<Map<String, String>>> requirements = new ArrayList<>();
        while (!parser.peek().isEmpty()) {
            if (!isWord(parser.peek()) && !parser.peek().equals("!")) {
                throw refused("found '" + parser.peek() + "', expected: !, identifier, or 'end of string'");
            }
            requirements.add(parser.requirement());
            String next = parser.take();
            if (next.isEmpty()) {
                break;
            }
            if (!next.equals(",")) {
                throw refused("found '" + next + "', expected: ',' or 'end of string'");
            }
            if (!isWord(parser.peek()) && !parser.peek().equals("!")) {
                throw refused("found '" + parser.peek() + "', expected: identifier after ','");
            }
        }
        return requirements;
    }

    /** The next token, empty at the end. */
    private String peek() {
        return at < tokens.size() ? tokens.get(at) : "";
    }

    private String take() {
        String token = peek();
        at++;
        return token;
    }

    private static boolean isWord(String token) {
        return !token.isEmpty() && SPECIAL.indexOf(token.charAt(0)) < 0;
    }

    private static Refusal refused(String sentence) {
        return Refusals.badRequest(sentence);
    }

    private static Refusal unparsable(String sentence) {
        return Refusals.badRequest("unable to parse requirement: " + sentence);
    }

    private Predicate<Map<String, String>> requirement() {
        boolean absent = peek().equals("!");
        if (absent) {
            at++;
        }
        String key = take();
        if (!isWord(key)) {
            throw unparsable("found '" + key + "', expected: identifier");
        }
        List<String> wrong = Names.qualified(key);
        if (!wrong.isEmpty()) {
            throw unparsable("key: Invalid value: \"" + key + "\": " + String.join("; ", wrong));
        }
        if (absent) {
            return labels -> !labels.containsKey(key);
        }
        if (peek().isEmpty() || peek().equals(",")) {
            return labels -> labels.containsKey(key);
        }
        String operator = take();
        return switch (operator) {
            case "in", "notin" -> {
                Set<String> values = values();
                boolean in = operator.equals("in");
                yield labels -> labels.containsKey(key) ? values.contains(labels.get(key)) == in : !in;
            }
            default -> {
                if (!COMPARISONS.contains(operator)) {
                    throw unparsable("found '" + operator + "', expected: in, notin, =, ==, !=, gt, lt");
                }
                yield comparison(key, operator, value());
            }
        };
    }

    private static Predicate<Map<String, String>> comparison(String key, String operator, String value) {
        if (operator.equals(">") || operator.equals("<")) {
            Long bound = number(value);
            if (bound == null) {
                throw unparsable("values[0]: Invalid value: \"" + value
                        + "\": for 'Gt', 'Lt' operators, the value must be an integer");
            }
            boolean greater = operator.equals(">");
            return labels -> {
                Long has = number(labels.getOrDefault(key, ""));
                return has != null && (greater ? has > bound : has < bound);
            };
        }
        List<String> wrong = Names.labelValue(value);
        if (!wrong.isEmpty()) {
            throw unparsable("values[0][" + key + "]: Invalid value: \"" + value + "\": " + String.join("; ", wrong));
        }
        boolean equal = !operator.equals("!=");
        return labels -> value.equals(labels.get(key)) == equal;
    }

    private static @Nullable Long number(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private String value() {
        if (peek().isEmpty() || peek().equals(",")) {
            return "";
        }
        String value = take();
        if (!isWord(value)) {
            throw unparsable("found '" + value + "', expected: identifier");
        }
        return value;
    }

    private Set<String> values() {
        String open = take();
        if (!open.equals("(")) {
            throw unparsable("found '" + open + "' expected: '('");
        }
        Set<String> values = new HashSet<>();
        String last = "(";
        while (true) {
            String token = take();
            if (token.equals(")")) {
                if (last.equals(",")) {
                    values.add("");
                }
                return values;
            }
            if (isWord(token) && !isWord(last)) {
                values.add(token);
            } else if (token.equals(",")) {
                if (!isWord(last)) {
                    values.add("");
                }
            } else {
                throw unparsable("found '" + token + "', expected: ',' or ')'");
            }
            last = token;
        }
    }
}

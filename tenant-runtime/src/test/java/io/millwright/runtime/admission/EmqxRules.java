package io.millwright.runtime.admission;

import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * How EMQX 5.8 applies the {@code acl} of an answer: the first rule that matches decides; a filter matches what is asked for level
 * by level, where a wildcard that is asked for is a level like any other; {@code eq} matches one text; what begins with a dollar
 * is matched by no wildcard in first place; a share's prefix is taken off before.
 */
final class EmqxRules {

    private final List<JsonNode> rules;

    EmqxRules(JsonNode answer) {
        this.rules = answer.path("acl").valueStream().toList();
    }

    boolean publish(String topic, int qos, boolean retain) {
        return decided("publish", topic, qos, retain);
    }

    boolean subscribe(String filter, int qos) {
        return decided("subscribe", filter, qos, false);
    }

    /** What no rule matches is denied by the broker's configuration. */
    private boolean decided(String action, String topic, int qos, boolean retain) {
        return rules.stream()
                .filter(rule -> matches(rule, action, topic, qos, retain))
                .findFirst()
                .filter(rule -> rule.path("permission").asString("").equals("allow"))
                .isPresent();
    }

    private static boolean matches(JsonNode rule, String action, String topic, int qos, boolean retain) {
        String of = rule.path("action").asString("");
        boolean qosFits = rule.path("qos").isMissingNode()
                || rule.path("qos").valueStream().anyMatch(listed -> listed.asInt() == qos);
        boolean retainFits =
                rule.path("retain").isMissingNode() || rule.path("retain").asBoolean() == retain;
        String pattern = rule.path("topic").asString("");
        boolean topicFits = pattern.startsWith("eq ")
                ? pattern.substring(3).equals(topic)
                : matches(levels(topic), levels(pattern));
        return (of.equals("all") || of.equals(action)) && qosFits && retainFits && topicFits;
    }

    private static boolean matches(List<String> name, List<String> filter) {
        if (name.getFirst().startsWith("$") && Stream.of("+", "#").anyMatch(filter.getFirst()::equals)) {
            return false;
        }
        for (int i = 0; i < filter.size(); i++) {
            if (filter.get(i).equals("#")) {
                return true;
            }
            if (i == name.size() || !filter.get(i).equals("+") && !filter.get(i).equals(name.get(i))) {
                return false;
            }
        }
        return name.size() == filter.size();
    }

    private static List<String> levels(String topic) {
        return List.of(topic.split("/", -1));
    }
}

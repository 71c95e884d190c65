package io.millwright.operator.dashboards.grafana;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares what is wanted with what is held: Grafana adds fields of its own, which are nobody's business here. */
final class Json {

    static JsonNode tree(Object value) {
        return JsonMapper.shared().valueToTree(value);
    }

    /** Every field of {@code wanted} is in {@code found}; lists are compared item by item. Null and absent are the same. */
    static boolean within(JsonNode wanted, JsonNode found) {
        if (wanted.isObject()) {
            return wanted.propertyStream().allMatch(field -> within(field.getValue(), found.path(field.getKey())));
        }
        if (wanted.isArray()) {
            if (!found.isArray() || found.size() != wanted.size()) {
                return false;
            }
            for (int i = 0; i < wanted.size(); i++) {
                if (!within(wanted.get(i), found.get(i))) {
                    return false;
                }
            }
            return true;
        }
        if (wanted.isNull()) {
            return found.isNull() || found.isMissingNode();
        }
        if (wanted.isNumber()) {
            return found.isNumber() && wanted.asDouble() == found.asDouble();
        }
        return wanted.equals(found);
    }

    private Json() {}
}

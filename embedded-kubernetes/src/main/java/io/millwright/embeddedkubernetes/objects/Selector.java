package io.millwright.embeddedkubernetes.objects;

import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.registry.Served;
import io.millwright.embeddedkubernetes.store.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Label and field selectors. */
public final class Selector {

    private final List<Predicate<Map<String, String>>> labels;
    private final List<Predicate<Stored>> fields;

    private Selector(List<Predicate<Map<String, String>>> labels, List<Predicate<Stored>> fields) {
        this.labels = labels;
        this.fields = fields;
    }

    /** @return a selector of nothing less than everything when both texts are empty */
    public static Selector of(Served served, String labelSelector, String fieldSelector) {
        List<Predicate<Stored>> fields = new ArrayList<>();
        for (String term : fieldSelector.isEmpty() ? new String[0] : fieldSelector.split(",")) {
            fields.add(field(served, fieldSelector, term));
        }
        return new Selector(LabelSelectorParser.parse(labelSelector), fields);
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

    private static Predicate<Stored> field(Served served, String whole, String term) {
        int not = term.indexOf("!=");
        int at = not >= 0 ? not : term.indexOf('=');
        if (at < 0) {
            throw Refusals.badRequest("invalid selector: '" + whole + "'; can't understand '" + term + "'");
        }
        String path = term.substring(0, at);
        String value = term.substring(at + (not >= 0 || term.startsWith("==", at) ? 2 : 1));
        boolean wanted = not < 0;
        if (path.equals("metadata.namespace") && served.type().namespaced()) {
            return stored -> stored.key().namespace().equals(value) == wanted;
        }
        return switch (path) {
            case "metadata.name" -> stored -> stored.key().name().equals(value) == wanted;
            default -> {
                if (!served.type().selectableFields().contains(path)) {
                    throw Refusals.badRequest(
                            served.type().custom()
                                            || !served.type().selectableFields().isEmpty()
                                    ? "field label not supported: " + path
                                    : "\"" + path
                                            + "\" is not a known field selector: only \"metadata.name\","
                                            + " \"metadata.namespace\"");
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

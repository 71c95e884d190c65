package io.millwright.embeddedkubernetes.schema;

import io.millwright.embeddedkubernetes.resource.Schema.ListType;
import io.millwright.embeddedkubernetes.schema.StructuralSchema.Builder;
import io.millwright.embeddedkubernetes.schema.StructuralSchema.Junctors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns the openAPIV3Schema of a custom resource into {@link StructuralSchema}. */
final class SchemaParser {

    private SchemaParser() {}

    /** The schema of the whole object, with apiVersion, kind and metadata as every object has them. */
    static StructuralSchema root(ObjectNode openApi) {
        Builder builder = builder(openApi);
        asObject(builder);
        return withRules(builder, openApi);
    }

    /** One node without its own rules, so that these can be compiled one by one. */
    static StructuralSchema withoutOwnRules(JsonNode openApi, boolean root) {
        Builder builder = builder(openApi);
        if (root) {
            asObject(builder);
        }
        return builder.build();
    }

    private static StructuralSchema parse(JsonNode openApi) {
        return withRules(builder(openApi), openApi);
    }

    private static StructuralSchema withRules(Builder builder, JsonNode openApi) {
        JsonNode declared = openApi.path("x-kubernetes-validations");
        if (declared.isArray() && !declared.isEmpty()) {
            StructuralSchema self = builder.build();
            List<Rule> rules = new ArrayList<>();
            declared.forEach(rule -> rules.add(Rule.compile(rule, self)));
            builder.rules = rules;
        }
        return builder.build();
    }

    private static void asObject(Builder builder) {
        StructuralSchema text = text();
        builder.properties.put("apiVersion", text);
        builder.properties.put("kind", text);
        builder.properties.put("metadata", TypeCatalog.objectMeta());
    }

    private static StructuralSchema text() {
        Builder builder = new Builder();
        builder.type = "string";
        return builder.build();
    }

    private static Builder builder(JsonNode openApi) {
        Builder builder = new Builder();
        builder.type = openApi.path("type").asString("");
        builder.description = openApi.path("description").asString("");
        builder.nullable = openApi.path("nullable").asBoolean(false);
        builder.preserveUnknown =
                openApi.path("x-kubernetes-preserve-unknown-fields").asBoolean(false);
        builder.embeddedResource =
                openApi.path("x-kubernetes-embedded-resource").asBoolean(false);
        builder.intOrString = openApi.path("x-kubernetes-int-or-string").asBoolean(false);
        openApi.path("properties").properties().forEach(p -> builder.properties.put(p.getKey(), parse(p.getValue())));
        builder.required = texts(openApi.path("required"));
        JsonNode additional = openApi.path("additionalProperties");
        if (additional.isObject()) {
            builder.additional = parse(additional);
        } else if (additional.asBoolean(false)) {
            builder.preserveUnknown = true;
        }
        if (openApi.path("items").isObject()) {
            builder.items = parse(openApi.path("items"));
        }
        builder.defaultValue = openApi.get("default");
        builder.constraints = Constraints.parse(openApi);
        builder.listType = ListType.valueOf(
                openApi.path("x-kubernetes-list-type").asString("atomic").toUpperCase(Locale.ROOT));
        builder.listMapKeys = texts(openApi.path("x-kubernetes-list-map-keys"));
        builder.atomicMap = openApi.path("x-kubernetes-map-type").asString("").equals("atomic");
        builder.junctors = junctors(openApi);
        if (builder.embeddedResource) {
            asObject(builder);
        }
        return builder;
    }

    private static Junctors junctors(JsonNode openApi) {
        @Nullable JsonNode not = openApi.get("not");
        Junctors junctors = new Junctors(
                all(openApi.path("allOf")),
                all(openApi.path("anyOf")),
                all(openApi.path("oneOf")),
                not == null ? null : parse(not));
        return junctors.equals(Junctors.NONE) ? Junctors.NONE : junctors;
    }

    private static List<StructuralSchema> all(JsonNode schemas) {
        List<StructuralSchema> parsed = new ArrayList<>();
        schemas.forEach(schema -> parsed.add(parse(schema)));
        return List.copyOf(parsed);
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asString()));
        return texts;
    }
}

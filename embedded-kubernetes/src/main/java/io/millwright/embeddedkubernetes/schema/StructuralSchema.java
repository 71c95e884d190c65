package io.millwright.embeddedkubernetes.schema;

import io.millwright.embeddedkubernetes.resource.FieldError;
import io.millwright.embeddedkubernetes.resource.Schema;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One node of a structural schema. Built once per definition and then only read: everything that a request needs
 * (regular expressions, rules, defaults) is ready in it.
 */
public final class StructuralSchema implements Schema {

    final String type;
    final String typeName;
    final String description;
    final boolean nullable;
    final boolean preserveUnknown;
    final boolean embeddedResource;
    final boolean intOrString;
    final boolean droppedWhenZero;
    final boolean keptWhenEmpty;
    final Map<String, StructuralSchema> properties;
    final List<String> required;
    final @Nullable StructuralSchema additional;
    final @Nullable StructuralSchema items;
    final @Nullable JsonNode defaultValue;
    final Constraints constraints;
    final ListType listType;
    final List<String> listMapKeys;
    final boolean atomicMap;
    final @Nullable String patchMergeKey;
    final Junctors junctors;
    final List<Rule> rules;
    final @Nullable Consumer<ObjectNode> computedDefaults;
    final @Nullable TypeRule typeRule;
    /** Whether any rule lies here or below, so that values are turned into CEL's only where somebody looks. */
    final boolean anyRules;

    final boolean anyDefaults;

    /** What a named built-in type asks of its values beyond its fields. */
    @FunctionalInterface
    public interface TypeRule {
        void check(FieldPath path, ObjectNode value, FieldErrors errors);
    }

    /** allOf, anyOf, oneOf and not, which may only validate. */
    record Junctors(
            List<StructuralSchema> allOf,
            List<StructuralSchema> anyOf,
            List<StructuralSchema> oneOf,
            @Nullable StructuralSchema not) {
        static final Junctors NONE = new Junctors(List.of(), List.of(), List.of(), null);
    }

    private StructuralSchema(Builder b) {
        type = b.type;
        typeName = b.typeName;
        description = b.description;
        nullable = b.nullable;
        preserveUnknown = b.preserveUnknown;
        embeddedResource = b.embeddedResource;
        intOrString = b.intOrString;
        droppedWhenZero = b.droppedWhenZero;
        keptWhenEmpty = b.keptWhenEmpty;
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(b.properties));
        required = List.copyOf(b.required);
        additional = b.additional;
        items = b.items;
        defaultValue = b.defaultValue;
        constraints = b.constraints;
        listType = b.listType;
        listMapKeys = List.copyOf(b.listMapKeys);
        atomicMap = b.atomicMap;
        patchMergeKey = b.patchMergeKey;
        junctors = b.junctors;
        rules = List.copyOf(b.rules);
        computedDefaults = b.computedDefaults;
        typeRule = b.typeRule;
        List<StructuralSchema> below = new ArrayList<>(properties.values());
        if (additional != null) {
            below.add(additional);
        }
        if (items != null) {
            below.add(items);
        }
        anyRules = !rules.isEmpty() || below.stream().anyMatch(child -> child.anyRules);
        anyDefaults = computedDefaults != null
                || below.stream().anyMatch(child -> child.defaultValue != null || child.anyDefaults);
    }

    /** Of an openAPIV3Schema that {@link SchemaCheck} has found structural. */
    public static StructuralSchema ofCustomResource(ObjectNode openApi) {
        return SchemaParser.root(openApi);
    }

    /** Removes what the schema does not know, in place, and answers the paths, sorted as the API server does. */
    public List<String> prune(ObjectNode object) {
        return Pruning.prune(object, this);
    }

    /** Fills in defaults and drops nulls that the schema does not allow, in place. */
    public void applyDefaults(ObjectNode object) {
        Defaulting.apply(object, this);
    }

    /** Everything wrong with a custom resource; {@code old} is null for a new one. */
    public List<FieldError> validate(ObjectNode object, @Nullable ObjectNode old) {
        return CustomResourceValidation.validate(this, object, old);
    }

    @Override
    public @Nullable StructuralSchema property(String name) {
        StructuralSchema declared = properties.get(name);
        return declared != null ? declared : additional;
    }

    @Override
    public @Nullable StructuralSchema items() {
        return items;
    }

    @Override
    public ListType listType() {
        return listType;
    }

    @Override
    public List<String> listMapKeys() {
        return listMapKeys;
    }

    @Override
    public @Nullable JsonNode defaultValue() {
        return defaultValue;
    }

    @Override
    public boolean atomicMap() {
        return atomicMap;
    }

    @Override
    public boolean preservesUnknownFields() {
        return preserveUnknown;
    }

    @Override
    public @Nullable String patchMergeKey() {
        return patchMergeKey;
    }

    /** The declared members, in the order of the schema. */
    public Map<String, StructuralSchema> properties() {
        return properties;
    }

    public List<String> required() {
        return required;
    }

    /** The schema of undeclared members, if any are allowed. */
    public @Nullable StructuralSchema additionalProperties() {
        return additional;
    }

    /** A JSON type, or empty where anything is allowed. */
    public String type() {
        return type;
    }

    public String format() {
        return constraints.format();
    }

    public boolean intOrString() {
        return intOrString;
    }

    /** The name of a built-in type, such as {@code io.k8s.api.core.v1.PodSpec}; empty for what has none. */
    public String typeName() {
        return typeName;
    }

    public String description() {
        return description;
    }

    /** The words that are allowed, in the order of the schema. */
    public List<JsonNode> allowedValues() {
        return constraints.oneOfValues();
    }

    public @Nullable BigDecimal minimum() {
        return constraints.minimum();
    }

    public @Nullable BigDecimal maximum() {
        return constraints.maximum();
    }

    /** Asks the rule of a named built-in type, if there is one. */
    public void checkType(FieldPath path, ObjectNode value, FieldErrors errors) {
        if (typeRule != null) {
            typeRule.check(path, value, errors);
        }
    }

    static final class Builder {
        String type = "";
        String typeName = "";
        String description = "";
        boolean nullable;
        boolean preserveUnknown;
        boolean embeddedResource;
        boolean intOrString;
        boolean droppedWhenZero;
        boolean keptWhenEmpty;
        Map<String, StructuralSchema> properties = new LinkedHashMap<>();
        List<String> required = List.of();

        @Nullable
        StructuralSchema additional;

        @Nullable
        StructuralSchema items;

        @Nullable
        JsonNode defaultValue;

        Constraints constraints = Constraints.NONE;
        ListType listType = ListType.ATOMIC;
        List<String> listMapKeys = List.of();
        boolean atomicMap;

        @Nullable
        String patchMergeKey;

        Junctors junctors = Junctors.NONE;
        List<Rule> rules = List.of();

        @Nullable
        Consumer<ObjectNode> computedDefaults;

        @Nullable
        TypeRule typeRule;

        Builder() {}

        /** Starts from another schema, so that a field may differ from its type in little. */
        Builder(StructuralSchema s) {
            type = s.type;
            typeName = s.typeName;
            description = s.description;
            nullable = s.nullable;
            preserveUnknown = s.preserveUnknown;
            embeddedResource = s.embeddedResource;
            intOrString = s.intOrString;
            properties = new LinkedHashMap<>(s.properties);
            required = s.required;
            additional = s.additional;
            items = s.items;
            defaultValue = s.defaultValue;
            constraints = s.constraints;
            listType = s.listType;
            listMapKeys = s.listMapKeys;
            atomicMap = s.atomicMap;
            patchMergeKey = s.patchMergeKey;
            junctors = s.junctors;
            rules = s.rules;
            computedDefaults = s.computedDefaults;
            typeRule = s.typeRule;
        }

        StructuralSchema build() {
            return new StructuralSchema(this);
        }
    }
}

package io.millwright.embeddedkubernetes.schema;

import io.millwright.embeddedkubernetes.schema.StructuralSchema.Builder;
import io.millwright.embeddedkubernetes.schema.StructuralSchema.TypeRule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The types of built-in kinds, read from {@code *.types} files. A file names its package ({@code @ io.k8s.api.apps.v1})
 * and then lists types, each with one indented {@link FieldLine} per field. {@code kind} behind a type's name gives it
 * apiVersion, kind and metadata, {@code atomic} makes server-side apply own it as a whole, {@code open} allows members that it does not list.
 */
public final class TypeCatalog {

    private record Declaration(
            String packageName,
            String name,
            boolean kind,
            boolean atomic,
            boolean open,
            Map<String, FieldLine> fields) {}

    private final Map<String, Declaration> declarations = new LinkedHashMap<>();
    private final Map<String, StructuralSchema> built = new HashMap<>();
    private final Map<String, Consumer<ObjectNode>> computedDefaults;
    private final Map<String, TypeRule> rules;

    /**
     * @param computedDefaults by type name: defaults that depend on other fields
     * @param rules by type name: what a value must obey beyond its fields
     */
    public TypeCatalog(Map<String, Consumer<ObjectNode>> computedDefaults, Map<String, TypeRule> rules) {
        this.computedDefaults = computedDefaults;
        this.rules = rules;
        load(TypeCatalog.class, "meta.types");
    }

    /** The metadata of every object. */
    public static StructuralSchema objectMeta() {
        return Meta.OBJECT_META;
    }

    /** The metadata of every list. */
    public static StructuralSchema listMeta() {
        return Meta.LIST_META;
    }

    /** On demand, since the catalog itself needs this class. */
    private static final class Meta {
        private static final TypeCatalog CATALOG = new TypeCatalog(Map.of(), Map.of());
        static final StructuralSchema OBJECT_META = CATALOG.schema("io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta");
        static final StructuralSchema LIST_META = CATALOG.schema("io.k8s.apimachinery.pkg.apis.meta.v1.ListMeta");
    }

    /** Adds the types of a file that lies beside a class. */
    public TypeCatalog load(Class<?> beside, String file) {
        try (InputStream in = Objects.requireNonNull(beside.getResourceAsStream(file), file)) {
            String packageName = "";
            Declaration current = new Declaration("", "", false, false, false, Map.of());
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (line.startsWith("@ ")) {
                    packageName = line.substring(2).strip();
                } else if (line.startsWith("  ")) {
                    FieldLine field = FieldLine.parse(line.strip());
                    current.fields().put(field.name(), field);
                } else if (!line.isBlank()) {
                    List<String> words = List.of(line.strip().split(" "));
                    current = new Declaration(
                            packageName,
                            words.getFirst(),
                            words.contains("kind"),
                            words.contains("atomic"),
                            words.contains("open"),
                            new LinkedHashMap<>());
                    declarations.put(packageName + "." + current.name(), current);
                }
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    /** The schema of a type by its full name, such as {@code io.k8s.api.apps.v1.Deployment}. */
    public StructuralSchema schema(String fullName) {
        StructuralSchema schema = built.get(fullName);
        if (schema == null) {
            schema = build(Objects.requireNonNull(declarations.get(fullName), fullName));
            built.put(fullName, schema);
        }
        return schema;
    }

    private StructuralSchema build(Declaration type) {
        Builder builder = new Builder();
        builder.type = "object";
        builder.typeName = type.packageName() + "." + type.name();
        builder.atomicMap = type.atomic();
        builder.preserveUnknown = type.open();
        if (type.kind()) {
            builder.properties.put("apiVersion", scalar("string"));
            builder.properties.put("kind", scalar("string"));
            builder.properties.put("metadata", schema("io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"));
        }
        type.fields().forEach((name, field) -> builder.properties.put(name, field(field, type.packageName())));
        builder.required = type.fields().values().stream()
                .filter(FieldLine::required)
                .map(FieldLine::name)
                .toList();
        builder.computedDefaults = computedDefaults.get(type.name());
        builder.typeRule = rules.get(type.name());
        return builder.build();
    }

    private StructuralSchema field(FieldLine field, String packageName) {
        Builder builder = new Builder(type(field.type(), packageName));
        if (!field.description().isEmpty()) {
            builder.description = field.description();
        }
        builder.droppedWhenZero = field.droppedWhenZero();
        builder.keptWhenEmpty = field.keptWhenEmpty() || field.defaultValue() != null;
        builder.listType = field.listType();
        builder.listMapKeys = field.listMapKeys();
        builder.patchMergeKey = field.patchMergeKey();
        builder.atomicMap |= field.atomicMap();
        builder.defaultValue = field.defaultValue();
        builder.constraints = field.constraints(builder.constraints);
        return builder.build();
    }

    private StructuralSchema type(String expression, String packageName) {
        if (expression.startsWith("[")) {
            Builder builder = new Builder();
            builder.type = "array";
            builder.items = type(expression.substring(1, expression.length() - 1), packageName);
            return builder.build();
        }
        if (expression.startsWith("{")) {
            Builder builder = new Builder();
            builder.type = "object";
            builder.additional = type(expression.substring(1, expression.length() - 1), packageName);
            return builder.build();
        }
        if (!Character.isUpperCase(expression.charAt(0))) {
            return scalar(expression);
        }
        String local = packageName + "." + expression;
        return schema(declarations.containsKey(local) ? local : elsewhere(expression));
    }

    private String elsewhere(String name) {
        return declarations.entrySet().stream()
                .filter(entry -> entry.getValue().name().equals(name))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no type " + name));
    }

    private static StructuralSchema scalar(String name) {
        Builder builder = new Builder();
        @Nullable String format = null;
        switch (name) {
            case "string", "boolean", "number" -> builder.type = name;
            case "int32", "int64" -> {
                builder.type = "integer";
                format = name;
            }
            case "time", "microtime" -> {
                builder.type = "string";
                format = name.equals("time") ? "date-time" : "micro-time";
            }
            case "bytes" -> {
                builder.type = "string";
                format = "byte";
            }
            case "quantity" -> {
                builder.type = "string";
                format = "quantity";
            }
            case "int-or-string" -> builder.intOrString = true;
            case "any" -> builder.preserveUnknown = true;
            default -> throw new IllegalStateException("no type " + name);
        }
        if (format != null) {
            builder.constraints = Constraints.NONE.withFormat(format);
        }
        return builder.build();
    }
}

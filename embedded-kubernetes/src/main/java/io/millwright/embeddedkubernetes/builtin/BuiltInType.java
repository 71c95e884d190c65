package io.millwright.embeddedkubernetes.builtin;

import io.millwright.embeddedkubernetes.resource.FieldError;
import io.millwright.embeddedkubernetes.resource.ResourceType;
import io.millwright.embeddedkubernetes.schema.Decoding;
import io.millwright.embeddedkubernetes.schema.FieldErrors;
import io.millwright.embeddedkubernetes.schema.StructuralSchema;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A built-in kind: its data file's schema and the few things that are particular to it. */
final class BuiltInType implements ResourceType {

    private static final List<String> ALL_VERBS =
            List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

    /** What a kind refuses in a change. */
    @FunctionalInterface
    interface ChangeRule {
        void check(ObjectNode object, ObjectNode old, FieldErrors errors);
    }

    private final Kind kind;
    private final StructuralSchema schema;
    private final Clock clock;

    private BuiltInType(Kind kind, StructuralSchema schema, Clock clock) {
        this.kind = kind;
        this.schema = schema;
        this.clock = clock;
    }

    /** Collects what is said of a kind. */
    static final class Kind {
        private final String group;
        private final String version;
        private final String name;
        private final String plural;
        private boolean namespaced = true;
        private boolean hasStatus;
        private boolean generation;
        private boolean stored = true;
        private @Nullable ScalePaths scale;
        private List<String> shortNames = List.of();
        private List<String> categories = List.of();
        private List<String> verbs = ALL_VERBS;
        private List<String> selectableFields = List.of();
        private Cells cells = Cells.NAME_AND_AGE;
        private Consumer<ObjectNode> onCreate = object -> {};
        private BiConsumer<ObjectNode, ObjectNode> onUpdate = (object, old) -> {};
        private Consumer<Check> checkCreate = check -> {};
        private ChangeRule checkUpdate = (object, old, errors) -> {};

        Kind(String group, String version, String name, String plural) {
            this.group = group;
            this.version = version;
            this.name = name;
            this.plural = plural;
        }

        /** An object and where to say what is wrong with it. */
        record Check(ObjectNode object, FieldErrors errors) {}

        Kind cluster() {
            namespaced = false;
            return this;
        }

        Kind status() {
            hasStatus = true;
            return this;
        }

        Kind generation() {
            generation = true;
            return this;
        }

        /** A kind that is only asked. */
        Kind asked() {
            stored = false;
            namespaced = false;
            verbs = List.of("create");
            return this;
        }

        Kind withoutDeleteCollection() {
            verbs = ALL_VERBS.stream()
                    .filter(verb -> !verb.equals("deletecollection"))
                    .toList();
            return this;
        }

        Kind scale(@Nullable String selector) {
            scale = new ScalePaths(".spec.replicas", ".status.replicas", selector);
            return this;
        }

        Kind called(String... names) {
            shortNames = List.of(names);
            return this;
        }

        Kind in(String category) {
            categories = List.of(category);
            return this;
        }

        Kind selectable(String... fields) {
            selectableFields = List.of(fields);
            return this;
        }

        Kind cells(Cells shown) {
            cells = shown;
            return this;
        }

        Kind onCreate(Consumer<ObjectNode> preparation) {
            onCreate = preparation;
            return this;
        }

        Kind onUpdate(BiConsumer<ObjectNode, ObjectNode> preparation) {
            onUpdate = preparation;
            return this;
        }

        Kind checkCreate(Consumer<Check> rule) {
            checkCreate = rule;
            return this;
        }

        Kind checkUpdate(ChangeRule rule) {
            checkUpdate = rule;
            return this;
        }

        BuiltInType build(StructuralSchema schema, Clock clock) {
            return new BuiltInType(this, schema, clock);
        }

        String name() {
            return name;
        }
    }

    @Override
    public String group() {
        return kind.group;
    }

    @Override
    public String version() {
        return kind.version;
    }

    @Override
    public String kind() {
        return kind.name;
    }

    @Override
    public String plural() {
        return kind.plural;
    }

    @Override
    public String singular() {
        return kind.name.toLowerCase(Locale.ROOT);
    }

    @Override
    public String listKind() {
        return kind.name + "List";
    }

    @Override
    public List<String> shortNames() {
        return kind.shortNames;
    }

    @Override
    public List<String> categories() {
        return kind.categories;
    }

    @Override
    public boolean namespaced() {
        return kind.namespaced;
    }

    @Override
    public List<String> verbs() {
        return kind.verbs;
    }

    @Override
    public boolean stored() {
        return kind.stored;
    }

    @Override
    public boolean custom() {
        return false;
    }

    @Override
    public boolean hasStatus() {
        return kind.hasStatus;
    }

    @Override
    public @Nullable ScalePaths scale() {
        return kind.scale;
    }

    @Override
    public boolean tracksGeneration() {
        return kind.generation;
    }

    @Override
    public boolean strategicMerge() {
        return true;
    }

    @Override
    public StructuralSchema schema() {
        return schema;
    }

    @Override
    public List<String> selectableFields() {
        return kind.selectableFields;
    }

    @Override
    public List<String> prune(ObjectNode object) {
        return Decoding.decode(object, schema, kind.name, kind.version);
    }

    @Override
    public void applyDefaults(ObjectNode object) {
        // What server-side apply has merged was not read as a whole yet: quantities may be written in any way.
        Decoding.decode(object, schema, kind.name, kind.version);
        schema.applyDefaults(object);
    }

    @Override
    public void prepareForCreate(ObjectNode object) {
        if (kind.hasStatus) {
            object.remove("status");
            schema.applyDefaults(object);
        }
        kind.onCreate.accept(object);
    }

    @Override
    public void prepareForUpdate(ObjectNode object, ObjectNode old) {
        if (kind.hasStatus) {
            object.remove("status");
            if (old.get("status") instanceof JsonNode status) {
                object.set("status", status.deepCopy());
            }
        }
        kind.onUpdate.accept(object, old);
    }

    @Override
    public List<FieldError> validateCreate(ObjectNode object) {
        FieldErrors errors = new FieldErrors();
        FieldChecks.check(object, schema, errors);
        kind.checkCreate.accept(new Kind.Check(object, errors));
        return errors.list();
    }

    @Override
    public List<FieldError> validateUpdate(ObjectNode object, ObjectNode old) {
        FieldErrors errors = new FieldErrors();
        FieldChecks.check(object, schema, errors);
        kind.checkUpdate.check(object, old, errors);
        return errors.list();
    }

    @Override
    public List<Column> columns() {
        return kind.cells.columns();
    }

    @Override
    public List<@Nullable Object> cells(ObjectNode object) {
        return kind.cells.of(object, clock.instant());
    }
}

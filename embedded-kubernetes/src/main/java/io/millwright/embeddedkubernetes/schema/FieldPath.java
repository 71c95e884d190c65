package io.millwright.embeddedkubernetes.schema;

import org.jspecify.annotations.Nullable;

/** Where in an object a field is; the text is built only when somebody asks, since most fields are right. */
public final class FieldPath {

    /** The object itself. */
    public static final FieldPath ROOT = new FieldPath(null, "");

    private final @Nullable FieldPath parent;
    private final String step;

    private FieldPath(@Nullable FieldPath parent, String step) {
        this.parent = parent;
        this.step = step;
    }

    /** Parses nothing: {@code dotted} is taken as it is, such as {@code spec.template}. */
    public static FieldPath of(String dotted) {
        return new FieldPath(ROOT, dotted);
    }

    public FieldPath child(String name) {
        return new FieldPath(this, this == ROOT ? name : "." + name);
    }

    public FieldPath index(int index) {
        return new FieldPath(this, "[" + index + "]");
    }

    /** An entry of a map, as Kubernetes writes it: {@code data[key]}. */
    public FieldPath key(String key) {
        return new FieldPath(this, "[" + key + "]");
    }

    @Override
    public String toString() {
        if (parent == null) {
            return step;
        }
        StringBuilder text = new StringBuilder();
        append(text);
        return text.toString();
    }

    private void append(StringBuilder text) {
        if (parent != null) {
            parent.append(text);
        }
        text.append(step);
    }
}

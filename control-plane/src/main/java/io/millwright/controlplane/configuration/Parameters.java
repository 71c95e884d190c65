package io.millwright.controlplane.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A device's own values for the placeholders of its fleet, such as {@code plc}.
 *
 * <p>A value fills in a host, a port, a node or an address. It cannot hold what would give an address another meaning: no
 * path, query, user or further placeholder.
 */
public record Parameters(Map<String, String> values) {

    public static final Parameters NONE = new Parameters(Map.of());

    private static final int MOST = 32;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");
    private static final Pattern VALUE = Pattern.compile("[A-Za-z0-9._:;=,\\[\\]+-]{1,253}");

    /** A name and what is wrong with it or its value. */
    public record Fault(String name, String sentence) {}

    public Parameters {
        values = Map.copyOf(values);
    }

    /** Of what {@link #faults} has found nothing in. */
    public static Parameters of(@Nullable Map<String, @Nullable String> values) {
        Map<String, String> present = new TreeMap<>();
        if (values != null) {
            values.forEach((name, value) -> present.put(name, Objects.requireNonNull(value)));
        }
        return new Parameters(present);
    }

    /** All of them at once; to be asked of whatever comes from outside. */
    public static List<Fault> faults(@Nullable Map<String, @Nullable String> values) {
        List<Fault> faults = new ArrayList<>();
        if (values == null) {
            return faults;
        }
        if (values.size() > MOST) {
            return List.of(new Fault("", "must be at most " + MOST));
        }
        new TreeMap<>(values).forEach((name, value) -> {
            if (!NAME.matcher(name).matches()) {
                faults.add(new Fault("", "must be named with lower-case letters, digits and '-'"));
            } else if (value == null || !VALUE.matcher(value).matches()) {
                faults.add(new Fault(name, "must be 1 to 253 letters, digits and . _ : ; = , [ ] + -"));
            }
        });
        return List.copyOf(faults);
    }

    /** These, and where both name one the others. */
    public Parameters with(Parameters others) {
        Map<String, String> merged = new TreeMap<>(values);
        merged.putAll(others.values());
        return new Parameters(merged);
    }
}

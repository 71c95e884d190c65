package io.millwright.controlplane.identity;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Who may do what, as {@code access-policy.yaml} says. A file that cannot be understood ends the start. */
@Component
public class AccessPolicy {

    private static final String BY_SITE = " by site";

    private final Map<Operation, Admission> lines = new LinkedHashMap<>();

    public AccessPolicy() {
        this(new ClassPathResource("access-policy.yaml"));
    }

    AccessPolicy(Resource file) {
        LoaderOptions strict = new LoaderOptions();
        strict.setAllowDuplicateKeys(false);
        try (InputStream yaml = file.getInputStream()) {
            Map<?, ?> document =
                    new Yaml(new SafeConstructor(strict)).load(yaml) instanceof Map<?, ?> map ? map : Map.of();
            Map<String, Set<Role>> groups = new LinkedHashMap<>();
            tree(document.get("groups")).forEach((name, roles) -> groups.put(name, roles(name, roles)));
            tree(document.get("operations"))
                    .forEach((operation, text) ->
                            lines.put(Operation.parse(operation), admission(operation, String.valueOf(text), groups)));
        } catch (IOException e) {
            throw new UncheckedIOException("the access policy cannot be read", e);
        }
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("the access policy names no operation");
        }
    }

    /** Empty for what no line names: nobody may do it. */
    public Optional<Admission> of(Operation operation) {
        return Optional.ofNullable(lines.get(operation));
    }

    /** Every line, in the order of the file. */
    public Map<Operation, Admission> lines() {
        return Map.copyOf(lines);
    }

    /** What needs no caller. */
    List<Operation> open() {
        return lines.entrySet().stream()
                .filter(line -> line.getValue() instanceof Admission.Open)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Admission admission(String operation, String text, Map<String, Set<Role>> groups) {
        boolean bySite = text.endsWith(BY_SITE);
        String word = bySite ? text.substring(0, text.length() - BY_SITE.length()) : text;
        Admission admission = switch (word) {
            case "open" -> new Admission.Open();
            case "signed-in" -> new Admission.SignedIn();
            case "people" -> new Admission.People();
            case "administrator" -> new Admission.AdministratorOnly();
            default ->
                new Admission.Roles(
                        Optional.ofNullable(groups.get(word))
                                .orElseThrow(() -> fault(operation, "knows no group " + word)),
                        bySite);
        };
        if (admission instanceof Admission.Roles != operation.contains("{t}")) {
            throw fault(operation, "roles are had in a tenant, and only there");
        }
        return admission;
    }

    private static Set<Role> roles(String group, @Nullable Object words) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (Object word : words instanceof List<?> list ? list : List.of()) {
            roles.add(Role.of(String.valueOf(word)).orElseThrow(() -> fault(group, word + " is no role")));
        }
        if (roles.isEmpty()) {
            throw fault(group, "a group has roles");
        }
        return roles;
    }

    private static Map<String, @Nullable Object> tree(@Nullable Object node) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        (node instanceof Map<?, ?> map ? map : Map.of()).forEach((key, value) -> tree.put(String.valueOf(key), value));
        return tree;
    }

    private static IllegalArgumentException fault(String where, String sentence) {
        return new IllegalArgumentException("access policy, " + where + ": " + sentence);
    }
}

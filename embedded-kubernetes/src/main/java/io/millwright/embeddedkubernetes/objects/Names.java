package io.millwright.embeddedkubernetes.objects;

import io.millwright.embeddedkubernetes.registry.Served;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Which names Kubernetes takes, and what it says of the others. */
final class Names {

    private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private static final String SUBDOMAIN = LABEL + "(\\." + LABEL + ")*";
    private static final String QUALIFIED = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
    private static final Pattern IS_LABEL = Pattern.compile(LABEL);
    private static final Pattern IS_SUBDOMAIN = Pattern.compile(SUBDOMAIN);
    private static final Pattern IS_QUALIFIED = Pattern.compile(QUALIFIED);
    private static final Pattern IS_VALUE = Pattern.compile("(" + QUALIFIED + ")?");

    private Names() {}

    static List<String> errors(Served served, String name) {
        if (served.type().group().equals("rbac.authorization.k8s.io")) {
            return pathSegment(name);
        }
        return switch (served.storage()) {
            case "/namespaces", "/services" -> label(name);
            default -> subdomain(name);
        };
    }

    static List<String> subdomain(String name) {
        List<String> errors = new ArrayList<>();
        if (name.length() > 253) {
            errors.add("must be no more than 253 characters");
        }
        if (!IS_SUBDOMAIN.matcher(name).matches()) {
            errors.add("a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.',"
                    + " and must start and end with an alphanumeric character (e.g. 'example.com', regex used for"
                    + " validation is '"
                    + SUBDOMAIN + "')");
        }
        return errors;
    }

    static List<String> label(String name) {
        List<String> errors = new ArrayList<>();
        if (name.length() > 63) {
            errors.add("must be no more than 63 characters");
        }
        if (!IS_LABEL.matcher(name).matches()) {
            errors.add(
                    IS_SUBDOMAIN.matcher(name).matches()
                            ? "must not contain dots"
                            : "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-',"
                                    + " and must start and end with an alphanumeric character (e.g. 'my-name',  or"
                                    + " '123-abc', regex used for validation is '" + LABEL + "')");
        }
        return errors;
    }

    private static List<String> pathSegment(String name) {
        if (name.equals(".") || name.equals("..")) {
            return List.of("may not be '" + name + "'");
        }
        return name.chars()
                .filter(c -> c == '/' || c == '%')
                .mapToObj(c -> "may not contain '" + (char) c + "'")
                .distinct()
                .toList();
    }

    /** A label's key or the like: an optional domain and a name. */
    static List<String> qualified(String key) {
        List<String> errors = new ArrayList<>();
        String[] parts = key.split("/", -1);
        if (parts.length > 2) {
            return List.of(
                    "a valid label key must consist of alphanumeric characters, '-', '_' or '.', and must start and"
                            + " end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex"
                            + " used for validation is '"
                            + QUALIFIED
                            + "') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')");
        }
        if (parts.length == 2) {
            if (parts[0].isEmpty()) {
                errors.add("prefix part must be non-empty");
            } else {
                subdomain(parts[0]).forEach(s -> errors.add("prefix part " + s));
            }
        }
        String name = parts[parts.length - 1];
        if (name.isEmpty()) {
            errors.add("name part must be non-empty");
        } else if (name.length() > 63) {
            errors.add("name part must be no more than 63 characters");
        }
        if (!IS_QUALIFIED.matcher(name).matches()) {
            errors.add("name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with"
                    + " an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for"
                    + " validation is '"
                    + QUALIFIED + "')");
        }
        return errors;
    }

    static List<String> labelValue(String value) {
        List<String> errors = new ArrayList<>();
        if (value.length() > 63) {
            errors.add("must be no more than 63 characters");
        }
        if (!IS_VALUE.matcher(value).matches()) {
            errors.add(
                    "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and"
                            + " must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or"
                            + " '12345', regex used for validation is '("
                            + QUALIFIED
                            + ")?')");
        }
        return errors;
    }
}

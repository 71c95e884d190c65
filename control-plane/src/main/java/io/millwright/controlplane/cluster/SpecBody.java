package io.millwright.controlplane.cluster;

import io.millwright.controlplane.problem.FieldError;
import io.millwright.controlplane.problem.ProblemException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request body whose fields are those of a custom resource's spec. Only its names are checked here: what may stand in
 * them is the API server's to say, all at once, in the same sentences that kubectl shows.
 */
public final class SpecBody {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<LinkedHashMap<String, @Nullable Object>> TREE = new TypeReference<>() {};

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?");

    private final Set<String> fields;

    private SpecBody(Set<String> fields) {
        this.fields = fields;
    }

    /** Of the components of a record, which also describes the body in OpenAPI. */
    public static SpecBody of(Class<? extends Record> shape) {
        return new SpecBody(Arrays.stream(shape.getRecordComponents())
                .map(component -> component.getName())
                .collect(Collectors.toUnmodifiableSet()));
    }

    /**
     * The tree with its nulls, as a merge patch needs it.
     *
     * @throws ProblemException 400 naming every field that is not known
     */
    public Map<String, @Nullable Object> patch(ObjectNode body) {
        List<FieldError> unknown = new TreeSet<>(body.propertyNames())
                .stream()
                        .filter(name -> !fields.contains(name))
                        .map(name -> new FieldError(name, "is not a field that is known here"))
                        .toList();
        if (!unknown.isEmpty()) {
            throw ProblemException.invalid(unknown);
        }
        return JSON.convertValue(body, TREE);
    }

    /** The tree without nulls: absent and null are the same where nothing was before. */
    public Map<String, Object> whole(ObjectNode body) {
        return MergePatch.apply(Map.of(), patch(body));
    }

    /** A resource to be made. */
    public record Named(String name, Map<String, Object> spec) {}

    /** The body of a new resource, which has its name beside the fields of its spec. */
    public Named named(ObjectNode body) {
        Map<String, Object> spec = whole(body);
        String name = requiredName(body);
        spec.remove("name");
        return new Named(name, spec);
    }

    /**
     * The field {@code name}, which becomes part of a URL: so it is checked before the API server checks it.
     *
     * @throws ProblemException 400
     */
    private static String requiredName(ObjectNode body) {
        JsonNode value = body.path("name");
        if (!value.isString() || !NAME.matcher(value.asString()).matches()) {
            throw ProblemException.invalid(
                    "name",
                    "is required: at most 40 lower-case letters, digits and '-', and starts and ends with a letter or"
                            + " digit");
        }
        return value.asString();
    }
}

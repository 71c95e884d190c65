package io.millwright.controlplane.cluster;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.millwright.controlplane.problem.FieldError;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns the API server's refusals into values, with fields named as our API names them. */
final class Refusals {

    private static final Pattern OWNER = Pattern.compile("conflict with \"([^\"]+)\"");
    private static final Pattern UNTYPED = Pattern.compile(
            "failed to create typed patch object \\([^)]*\\): ([^:]+): ([^&]+?)(, got &.*)?$", Pattern.DOTALL);
    /** In front of the sentence stands what was given, which is cut out: {@code Invalid value: "...": sentence}. */
    private static final Pattern INVALID_VALUE = Pattern.compile(
            "^(Invalid value|Unsupported value|Too long|Required value|Forbidden|Duplicate value): ", Pattern.DOTALL);

    static <R> ClusterAnswer<R> of(KubernetesClientException refusal) {
        List<StatusCause> causes = causes(refusal);
        return switch (refusal.getCode()) {
            case 404 -> new ClusterAnswer.Absent<>();
            case 400, 422 ->
                new ClusterAnswer.Invalid<>(
                        causes.isEmpty()
                                ? List.of(new FieldError("", sentence(refusal)))
                                : causes.stream()
                                        .map(cause ->
                                                new FieldError(field(cause.getField()), message(cause.getMessage())))
                                        .distinct()
                                        .toList());
            case 409 -> conflict(causes);
            case 403 -> new ClusterAnswer.Busy<>("The resource cannot be changed now: " + sentence(refusal));
            default ->
                Refusals.<R>untyped(refusal).orElseGet(() -> new ClusterAnswer.Unavailable<R>(sentence(refusal)));
        };
    }

    /** A spec of another shape than the schema's is refused before it is validated, and with 500. */
    private static <R> Optional<ClusterAnswer<R>> untyped(KubernetesClientException refusal) {
        Matcher shape = UNTYPED.matcher(sentence(refusal));
        return shape.find()
                ? Optional.of(
                        new ClusterAnswer.Invalid<>(List.of(new FieldError(field(shape.group(1)), shape.group(2)))))
                : Optional.empty();
    }

    /** A 409 that names no owner: somebody wrote between our reading and our writing. */
    static boolean isOutdated(KubernetesClientException refusal) {
        return refusal.getCode() == 409 && owners(causes(refusal)).isEmpty();
    }

    private static <R> ClusterAnswer<R> conflict(List<StatusCause> causes) {
        List<FieldError> owners = owners(causes);
        return owners.isEmpty()
                ? new ClusterAnswer.Busy<>(
                        "The resource was written by others at the same time; send the request again.")
                : new ClusterAnswer.Owned<>(owners);
    }

    private static List<FieldError> owners(List<StatusCause> causes) {
        return causes.stream()
                .filter(cause -> "FieldManagerConflict".equals(cause.getReason()))
                .map(cause -> new FieldError(field(cause.getField()), "is managed by " + owner(cause.getMessage())))
                .toList();
    }

    private static List<StatusCause> causes(KubernetesClientException refusal) {
        return Optional.ofNullable(refusal.getStatus())
                .map(Status::getDetails)
                .map(details -> details.getCauses())
                .orElse(List.of());
    }

    private static String owner(String message) {
        Matcher owner = OWNER.matcher(Objects.requireNonNullElse(message, ""));
        return owner.find() ? owner.group(1) : "somebody else";
    }

    /** {@code .spec.limits.devices} is {@code limits.devices} here, and {@code metadata.name} is {@code name}. */
    private static String field(String path) {
        String plain = Objects.requireNonNullElse(path, "").replaceFirst("^\\.", "");
        if (plain.equals("metadata.name")) {
            return "name";
        }
        return plain.replaceFirst("^spec\\.?", "").replace("<nil>", "");
    }

    /** Keeps the sentence and leaves out the echoed value, which may be long. */
    private static String message(String given) {
        String text = Objects.requireNonNullElse(given, "is not valid");
        if (!INVALID_VALUE.matcher(text).find()) {
            return text;
        }
        int last = text.lastIndexOf(": ");
        return last < 0 || last + 2 >= text.length() ? text : text.substring(last + 2);
    }

    private static String sentence(KubernetesClientException refusal) {
        return Optional.ofNullable(refusal.getStatus())
                .map(Status::getMessage)
                .orElse("the API server did not say why");
    }

    private Refusals() {}
}

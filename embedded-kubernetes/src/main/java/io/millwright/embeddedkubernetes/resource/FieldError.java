package io.millwright.embeddedkubernetes.resource;

/**
 * One thing wrong with one field, as a cause of a refusal.
 *
 * @param reason a Kubernetes cause reason, such as {@code FieldValueInvalid}
 * @param field the path as Kubernetes writes it, such as {@code spec.ports[0].port}
 * @param message the sentence without the field, such as {@code Invalid value: 70000: must be ...}
 */
public record FieldError(String reason, String field, String message) {}

package io.millwright.controlplane.problem;

/**
 * What is wrong with one field or parameter.
 *
 * @param field path inside the body such as {@code limits.devices}, or the parameter's name; empty for the whole body
 * @param message a sentence for people
 */
public record FieldError(String field, String message) {}

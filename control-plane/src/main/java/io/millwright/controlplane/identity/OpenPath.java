package io.millwright.controlplane.identity;

import org.springframework.http.HttpMethod;

/**
 * A bean of this type opens a path to callers without an API key: whoever serves it decides by other means.
 *
 * @param pattern as Spring writes paths, such as {@code /.well-known/est/**}
 */
public record OpenPath(HttpMethod method, String pattern) {}

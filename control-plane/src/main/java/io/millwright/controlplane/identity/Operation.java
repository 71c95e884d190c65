package io.millwright.controlplane.identity;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.servlet.HandlerMapping;

/**
 * An operation of the API as the policy and the description name it.
 *
 * @param path with its variables, such as {@code /api/v1/tenants/{t}}
 */
public record Operation(String method, String path) {

    /** @throws IllegalArgumentException if it is not a method and a path */
    static Operation parse(String text) {
        String[] words = text.trim().split("\\s+");
        if (words.length != 2 || !words[1].startsWith("/")) {
            throw new IllegalArgumentException("not an operation: " + text);
        }
        return new Operation(words[0], words[1]);
    }

    /** What this request asks for, once its controller has been found; HEAD is a GET without its body. */
    static Operation of(HttpServletRequest request) {
        String method = request.getMethod().equals("HEAD") ? "GET" : request.getMethod();
        return new Operation(
                method, String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE)));
    }

    public boolean reads() {
        return method.equals("GET");
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}

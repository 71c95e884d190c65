package io.millwright.runtime.api;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import tools.jackson.databind.json.JsonMapper;

/** Writes a problem as RFC 9457 has it. */
final class ProblemAnswer {

    private static final int SECONDS_TO_WAIT = 2;

    static void send(Response response, Callback callback, ProblemType type, String detail) {
        if (response.isCommitted()) {
            callback.failed(new IllegalStateException(detail));
            return;
        }
        response.reset();
        response.setStatus(type.status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
        if (type == ProblemType.UNAVAILABLE || type == ProblemType.TOO_MANY) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, SECONDS_TO_WAIT);
            // The next try is a new connection, and may find the replica that consumes for the tenant.
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
        }
        response.write(true, ByteBuffer.wrap(body(type.slug(), type.status(), type.title(), detail)), callback);
    }

    static byte[] body(String slug, int status, String title, String detail) {
        Map<String, Object> problem = new LinkedHashMap<>(Map.of("type", "/problems/" + slug, "title", title));
        problem.put("status", status);
        problem.put("detail", detail);
        return JsonMapper.shared().writeValueAsString(problem).getBytes(StandardCharsets.UTF_8);
    }

    private ProblemAnswer() {}
}

package io.millwright.embeddedkubernetes.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import io.millwright.embeddedkubernetes.access.Caller;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One question, taken apart. */
record Request(
        Caller caller,
        String method,
        String path,
        List<String> segments,
        Map<String, List<String>> query,
        Headers headers,
        byte[] body) {

    /** What etcd takes at most, and what no client has reason to exceed. */
    static final int MAX_BODY = 3 << 20;

    static Request of(HttpExchange exchange, Caller caller) throws IOException {
        String raw = exchange.getRequestURI().getRawPath();
        List<String> segments = new ArrayList<>();
        for (String segment : raw.split("/")) {
            if (!segment.isEmpty()) {
                segments.add(decode(segment.replace("+", "%2B")));
            }
        }
        Map<String, List<String>> query = new LinkedHashMap<>();
        String rawQuery = exchange.getRequestURI().getRawQuery();
        for (String pair : rawQuery == null ? new String[0] : rawQuery.split("&")) {
            int at = pair.indexOf('=');
            String name = decode(at < 0 ? pair : pair.substring(0, at));
            query.computeIfAbsent(name, n -> new ArrayList<>()).add(at < 0 ? "" : decode(pair.substring(at + 1)));
        }
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
        return new Request(
                caller, exchange.getRequestMethod(), raw, segments, query, exchange.getRequestHeaders(), body);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** The first value of a query option, or the empty string. */
    String option(String name) {
        List<String> values = query.get(name);
        return values == null ? "" : values.getFirst();
    }

    List<String> options(String name) {
        return query.getOrDefault(name, List.of());
    }

    boolean flag(String name) {
        String value = option(name);
        return query.containsKey(name) && !value.equals("false") && !value.equals("0");
    }

    String header(String name) {
        String value = headers.getFirst(name);
        return value == null ? "" : value;
    }

    /** The media type of the body without its parameters. */
    String contentType() {
        String type = header("Content-Type");
        int at = type.indexOf(';');
        return (at < 0 ? type : type.substring(0, at)).strip();
    }
}

package io.millwright.controlplane.intake;

import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** A successful answer as it is kept: status, the headers that matter, body. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record StoredAnswer(int status, List<String> headers, byte[] body) {

    private static final List<String> KEPT =
            List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.LOCATION, HttpHeaders.RETRY_AFTER);

    static StoredAnswer of(ContentCachingResponseWrapper response) {
        List<String> headers = new ArrayList<>();
        for (String name : KEPT) {
            String value = name.equals(HttpHeaders.CONTENT_TYPE) ? response.getContentType() : response.getHeader(name);
            headers.add(value == null ? "" : value);
        }
        return new StoredAnswer(response.getStatus(), headers, response.getContentAsByteArray());
    }

    byte[] bytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(status);
            for (String header : headers) {
                out.writeUTF(header);
            }
            out.write(body);
        }
        return bytes.toByteArray();
    }

    static StoredAnswer parse(byte[] stored) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(stored))) {
            int status = in.readInt();
            List<String> headers = new ArrayList<>();
            for (int i = 0; i < KEPT.size(); i++) {
                headers.add(in.readUTF());
            }
            return new StoredAnswer(status, headers, in.readAllBytes());
        }
    }

    void send(HttpServletResponse response) throws IOException {
        response.setStatus(status);
        for (int i = 0; i < KEPT.size(); i++) {
            if (!headers.get(i).isEmpty()) {
                response.setHeader(KEPT.get(i), headers.get(i));
            }
        }
        response.setHeader("Idempotency-Replayed", "true");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}

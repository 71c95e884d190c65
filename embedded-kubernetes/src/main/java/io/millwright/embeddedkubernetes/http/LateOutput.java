package io.millwright.embeddedkubernetes.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** The body of a streamed answer, begun only with its first byte or flush, so that until then a refusal can take its place. */
final class LateOutput extends OutputStream {

    private final HttpExchange exchange;
    private final String contentType;
    private @Nullable OutputStream begun;

    LateOutput(HttpExchange exchange, String contentType) {
        this.exchange = exchange;
        this.contentType = contentType;
    }

    private OutputStream out() throws IOException {
        OutputStream out = begun;
        if (out == null) {
            exchange.getResponseHeaders().set("Content-Type", contentType);
            exchange.sendResponseHeaders(200, 0);
            out = new BufferedOutputStream(exchange.getResponseBody(), 1 << 13);
            begun = out;
        }
        return out;
    }

    @Override
    public void write(int b) throws IOException {
        out().write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out().write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
        out().flush();
    }

    boolean begun() {
        return begun != null;
    }

    @Override
    public void close() throws IOException {
        out().close();
    }
}

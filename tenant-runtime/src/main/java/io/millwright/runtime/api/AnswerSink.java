package io.millwright.runtime.api;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Where an answer is written that may be long. What fits into one buffer is sent whole and with its length; until the buffer
 * is full for the first time the answer can still become a problem. Closing and flushing do nothing: {@link #end} does.
 */
final class AnswerSink extends OutputStream {

    private static final int BUFFER = 64 * 1024;

    private final Response response;
    private final Pace pace = new Pace();
    private final byte[] buffer = new byte[BUFFER];
    private int filled;
    private boolean begun;

    AnswerSink(Response response) {
        this.response = response;
    }

    @Override
    public void write(int oneByte) throws IOException {
        room();
        buffer[filled++] = (byte) oneByte;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int done = 0;
        while (done < length) {
            room();
            int part = Math.min(length - done, BUFFER - filled);
            System.arraycopy(bytes, offset + done, buffer, filled, part);
            filled += part;
            done += part;
        }
    }

    private void room() throws IOException {
        if (filled == BUFFER) {
            begun = true;
            long begin = System.nanoTime();
            Content.Sink.write(response, false, ByteBuffer.wrap(buffer, 0, filled));
            pace.wrote(filled, Duration.ofNanos(System.nanoTime() - begin));
            filled = 0;
        }
    }

    /** Sends the rest. */
    void end(Callback callback) {
        if (!begun) {
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, filled);
        }
        response.write(true, ByteBuffer.wrap(buffer, 0, filled), callback);
    }
}

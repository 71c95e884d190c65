package io.millwright.runtime.api;

import io.millwright.runtime.live.CommittedPoint;
import io.millwright.runtime.live.Listening;
import io.millwright.runtime.live.Listening.Heard;
import io.millwright.runtime.live.Listening.Numbered;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;

/**
 * Server-sent events of one listening: {@code point} with an id to go on from, {@code missed} when points before are lost to
 * the listener, a comment when nothing comes. It ends after an hour, so that whoever listens is let in anew, and when this
 * process no longer hears the tenant's devices, so that whoever listens finds the replica that does.
 */
final class EventStream {

    /** Shorter than whatever on the way closes a silent connection. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    private static final Duration LONGEST = Duration.ofHours(1);

    static void send(Listening listening, BooleanSupplier consumes, Response response) throws IOException {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
        // Whoever listens learns at once that it does.
        write(response, ": listening\n\n");
        long begin = System.nanoTime();
        try {
            while (System.nanoTime() - begin < LONGEST.toNanos()) {
                Heard heard = listening.next(SILENCE);
                if (heard instanceof Heard.Points(List<Numbered> points)
                        && points.isEmpty()
                        && !consumes.getAsBoolean()) {
                    return;
                }
                switch (heard) {
                    case Heard.Points(List<Numbered> points) -> write(response, text(points));
                    case Heard.Missed() -> write(response, "event: missed\ndata: {}\n\n");
                    case Heard.Over() -> {
                        return;
                    }
                }
            }
        } catch (InterruptedException e) {
            // The server stops.
            Thread.currentThread().interrupt();
        }
    }

    private static void write(Response response, String text) throws IOException {
        Content.Sink.write(response, false, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(List<Numbered> points) {
        if (points.isEmpty()) {
            return ":\n\n";
        }
        StringBuilder events = new StringBuilder();
        for (Numbered numbered : points) {
            events.append("id: ").append(numbered.id()).append("\nevent: point\ndata: ");
            events.append(new String(data(numbered.point()), StandardCharsets.UTF_8))
                    .append("\n\n");
        }
        return events.toString();
    }

    /** JSON has no line break in it that would end the event. */
    private static byte[] data(CommittedPoint point) {
        return Answer.json(json -> {
                    json.writeStringProperty("device", point.device());
                    json.writeStringProperty("tag", point.tag());
                    JsonValues.optional(json, "unit", point.unit());
                    json.writeStringProperty("ts", JsonValues.time(point.ts()));
                    JsonValues.value(json, "value", point.value());
                    json.writeNumberProperty("quality", point.quality());
                })
                .json();
    }

    private EventStream() {}
}

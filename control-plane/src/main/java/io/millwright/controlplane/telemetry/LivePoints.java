package io.millwright.controlplane.telemetry;

import io.millwright.controlplane.streaming.EventSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The runtime's stream, event by event. One virtual thread reads it; when our client is slow that thread waits here, and
 * the runtime, not this process, has to decide what to drop.
 */
final class LivePoints implements EventSource {

    private static final int WAITING_EVENTS = 256;
    private static final int LONGEST_EVENT = 65_536;

    private final InputStream runtime;
    private final BlockingQueue<Next> events = new ArrayBlockingQueue<>(WAITING_EVENTS);
    private final Thread reader;

    LivePoints(InputStream runtime) {
        this.runtime = runtime;
        this.reader = Thread.ofVirtual().name("live-points").start(this::read);
    }

    @Override
    public Next next(Duration patience) throws InterruptedException {
        Next next = events.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        return next == null ? new Next.Quiet() : next;
    }

    /** Ends the runtime's side too: it writes into a closed connection. */
    @Override
    public void close() {
        reader.interrupt();
        try {
            runtime.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(runtime, StandardCharsets.UTF_8))) {
            StringBuilder event = new StringBuilder();
            for (String line = lines.readLine();
                    line != null && event.length() < LONGEST_EVENT;
                    line = lines.readLine()) {
                if (!line.isEmpty()) {
                    append(event, line);
                } else if (!event.isEmpty()) {
                    events.put(new Next.Event(event.toString()));
                    event.setLength(0);
                }
            }
            events.put(new Next.End());
        } catch (IOException e) {
            end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed by us
        }
    }

    /** A comment is the runtime's heartbeat; we send our own. */
    private static void append(StringBuilder event, String line) {
        if (!line.startsWith(":")) {
            event.append(event.isEmpty() ? "" : "\n").append(line);
        }
    }

    private void end() {
        try {
            events.put(new Next.End());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

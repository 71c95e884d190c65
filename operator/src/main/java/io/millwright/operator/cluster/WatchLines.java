package io.millwright.operator.cluster;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes the lines out of the streams of plain watches and hands on a ticket for each, by which {@link StreamedEvents} gets the
 * line. The library collects a line character by character, which costs as much as reading its object, and decodes what arrives
 * piece by piece: a character of two bytes leaves a NUL behind every piece, and the next event is unreadable.
 */
final class WatchLines implements Interceptor {

    private final AtomicLong tickets = new AtomicLong();
    private final Map<String, byte[]> lines = new ConcurrentHashMap<>();

    /** The line of a ticket, as long as whoever was handed the ticket looks at it. */
    Optional<byte[]> line(String ticket) {
        return Optional.ofNullable(lines.get(ticket));
    }

    @Override
    public AsyncBody.Consumer<List<ByteBuffer>> consumer(
            AsyncBody.Consumer<List<ByteBuffer>> consumer, HttpRequest request) {
        String query = request.uri().getQuery();
        return query != null && query.contains("watch=true") ? new Lines(consumer) : consumer;
    }

    /** Of one stream, whose pieces come one after the other. */
    private final class Lines implements AsyncBody.Consumer<List<ByteBuffer>> {

        private final AsyncBody.Consumer<List<ByteBuffer>> next;
        private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

        Lines(AsyncBody.Consumer<List<ByteBuffer>> next) {
            this.next = next;
        }

        @Override
        public void consume(List<ByteBuffer> pieces, AsyncBody body) throws Exception {
            List<String> whole = new ArrayList<>();
            pieces.forEach(piece -> read(piece, whole));
            try {
                next.consume(
                        whole.stream()
                                .map(ticket -> StandardCharsets.US_ASCII.encode(ticket + "\n"))
                                .toList(),
                        body);
            } finally {
                whole.forEach(lines::remove);
            }
        }

        private void read(ByteBuffer piece, List<String> whole) {
            byte[] bytes = new byte[piece.remaining()];
            piece.get(bytes);
            int from = 0;
            for (int i = 0; i < bytes.length; i++) {
                if (bytes[i] == '\n') {
                    begun.write(bytes, from, i - from);
                    String ticket = "#" + tickets.incrementAndGet();
                    lines.put(ticket, begun.toByteArray());
                    whole.add(ticket);
                    begun.reset();
                    from = i + 1;
                }
            }
            begun.write(bytes, from, bytes.length - from);
        }
    }
}

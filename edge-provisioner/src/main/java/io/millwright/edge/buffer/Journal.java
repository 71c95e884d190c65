package io.millwright.edge.buffer;

import io.millwright.edge.normalize.Point;
import io.millwright.edge.state.Json;
import io.millwright.wire.telemetry.SeqRange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * For fault harnesses: a file with a line of JSON for each message, written durably <em>before</em> the message is committed,
 * and a line for each that then was not. So what was appended is exactly the messages less the voids, whenever the process
 * dies; the README says how to read it.
 */
public final class Journal implements AutoCloseable {

    private static final Journal NONE = new Journal(null);

    private final @Nullable FileChannel channel;
    private @Nullable String lastStream;
    private long lastSeq;

    private Journal(@Nullable FileChannel channel) {
        this.channel = channel;
    }

    /** Writes nothing. */
    public static Journal none() {
        return NONE;
    }

    public static Journal open(Path file) throws IOException {
        Journal journal = new Journal(
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
        journal.findEnd();
        return journal;
    }

    /** A torn last line was never whole when its message would have been committed: it goes. */
    private void findEnd() throws IOException {
        if (channel == null) {
            return;
        }
        ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        while (all.hasRemaining() && channel.read(all) > 0) {}
        int end = 0;
        int begin = 0;
        for (int i = 0; i < all.position(); i++) {
            if (all.get(i) == '\n') {
                byte[] line = new byte[i - begin];
                all.get(begin, line);
                Json.read(line).ifPresent(this::remember);
                end = i + 1;
                begin = end;
            }
        }
        channel.truncate(end);
        channel.position(end);
    }

    private void remember(ObjectNode line) {
        if (Json.text(line, "event").filter("append"::equals).isPresent()) {
            lastStream = Json.text(line, "stream").orElse(null);
            lastSeq = line.path("seq").asLong(0);
        } else if (Json.text(line, "event").filter("void"::equals).isPresent()) {
            lastStream = null;
        }
    }

    /** The buffer is open at this position: a line beyond it is of a message that was never committed. */
    void opened(String stream, long head) {
        if (channel != null && stream.equals(lastStream) && lastSeq > head) {
            voided(stream, lastSeq);
        }
    }

    void appending(String stream, long seq, byte[] payload, List<Point> points) {
        if (channel == null) {
            return;
        }
        ObjectNode line = Json.object();
        line.put("event", "append");
        line.put("stream", stream);
        line.put("seq", seq);
        line.put("points", points.size());
        line.put("crc32c", HexFormat.of().toHexDigits((int) Checksum.of(payload)));
        ObjectNode tags = line.putObject("tags");
        sums(points).forEach((tag, sum) -> tags.putArray(tag).add(sum.count).add(sum.sum));
        write(line);
        lastStream = stream;
        lastSeq = seq;
    }

    private static final class Sum {
        private int count;
        private double sum;
    }

    private static Map<String, Sum> sums(List<Point> points) {
        Map<String, Sum> sums = new TreeMap<>();
        for (Point point : points) {
            Sum sum = sums.computeIfAbsent(point.tag(), _ -> new Sum());
            sum.count++;
            sum.sum += point.value() instanceof Number number
                    ? number.doubleValue()
                    : Boolean.TRUE.equals(point.value()) ? 1 : 0;
        }
        return sums;
    }

    /** The message was not committed after all. */
    void voided(String stream, long seq) {
        ObjectNode line = Json.object();
        line.put("event", "void");
        line.put("stream", stream);
        line.put("seq", seq);
        write(line);
    }

    /** These will be declared as lost. */
    void lost(String stream, SeqRange range, String reason) {
        ObjectNode line = Json.object();
        line.put("event", "lost");
        line.put("stream", stream);
        line.put("first", range.first());
        line.put("last", range.last());
        line.put("reason", reason);
        write(line);
    }

    private void write(ObjectNode line) {
        if (channel == null) {
            return;
        }
        try {
            byte[] json = Json.bytes(line);
            ByteBuffer bytes = ByteBuffer.allocate(json.length + 1)
                    .put(json)
                    .put((byte) '\n')
                    .flip();
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
        } catch (IOException e) {
            // A harness that loses lines proves nothing: better no agent.
            throw new IllegalStateException("the journal cannot be written", e);
        }
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}

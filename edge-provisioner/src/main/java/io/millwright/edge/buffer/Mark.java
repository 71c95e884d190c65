package io.millwright.edge.buffer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line beside the buffer's file that says how far its stream went. SQLite passes silently over a damaged tail of its log;
 * without this line the agent would then give numbers a second time, and the platform would take new messages for
 * duplicates. Written after each commit but not synced: it survives the process always, a power cut nearly.
 */
final class Mark implements AutoCloseable {

    private static final int BYTES = 256;
    private static final Pattern LINE = Pattern.compile("(([A-Za-z0-9._-]{1,64}) (\\d{1,16}) (\\d{1,16})) (\\d+) *\n");

    private final FileChannel channel;

    /** How far a stream went. */
    record Position(String stream, long low, long head) {}

    private Mark(FileChannel channel) {
        this.channel = channel;
    }

    static Path beside(Path buffer) {
        return buffer.resolveSibling(buffer.getFileName() + "-mark");
    }

    /** Empty if there is none, or it is torn. */
    static Optional<Position> read(Path buffer) {
        try {
            Path file = beside(buffer);
            if (!Files.exists(file) || Files.size(file) > BYTES) {
                return Optional.empty();
            }
            Matcher line = LINE.matcher(Files.readString(file, StandardCharsets.US_ASCII));
            if (!line.matches() || Checksum.of(line.group(1)) != Long.parseLong(line.group(5))) {
                return Optional.empty();
            }
            return Optional.of(
                    new Position(line.group(2), Long.parseLong(line.group(3)), Long.parseLong(line.group(4))));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    static Mark open(Path buffer) throws IOException {
        return new Mark(FileChannel.open(beside(buffer), StandardOpenOption.CREATE, StandardOpenOption.WRITE));
    }

    void write(StreamRow stream) throws IOException {
        String said = stream.name() + " " + stream.low() + " " + stream.head();
        String line = said + " " + Checksum.of(said);
        // Of one length, so that a shorter line leaves nothing of a longer one.
        String padded = line + " ".repeat(BYTES - 1 - line.length()) + "\n";
        channel.write(ByteBuffer.wrap(padded.getBytes(StandardCharsets.US_ASCII)), 0);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

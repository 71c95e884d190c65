package io.millwright.edge.buffer;

import io.millwright.wire.telemetry.GapReason;
import io.millwright.wire.telemetry.SeqRange;
import java.io.IOException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a new file out of what is whole in a broken one. The new file takes the other's place only when it is complete, so
 * that a crash meanwhile costs nothing but time.
 */
final class Rebuild {

    private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);

    /** @param last what was known of the buffer a moment ago, if anything */
    static void run(BufferFiles files, @Nullable BufferStatus last, SecureRandom random, Journal journal)
            throws SQLException, IOException {
        files.deleteRebuilt();
        Salvage salvage = new Salvage();
        Mark.read(files.file()).ifPresent(mark -> salvage.know(mark.stream(), mark.low(), mark.head()));
        if (last != null) {
            salvage.know(last.stream(), 1, last.head());
        }
        try (Database rebuilt = Database.open(files.rebuilt())) {
            salvage.copy(files.file(), rebuilt);
            Streams streams = new Streams(salvage.streams());
            for (StreamRow stream : streams.all()) {
                rebuilt.put(stream);
            }
            for (StreamRow stream : List.copyOf(streams.all())) {
                List<SeqRange> lost = salvage.lost(stream);
                journal.opened(stream.name(), stream.head());
                for (SeqRange range : lost) {
                    rebuilt.losses().note(stream.number(), range, GapReason.CORRUPT);
                    rebuilt.losses().count(GapReason.CORRUPT.slug(), range.size());
                    journal.lost(stream.name(), range, GapReason.CORRUPT.slug());
                }
                LOG.atWarn()
                        .addKeyValue("stream", stream.name())
                        .addKeyValue("saved", stream.messages())
                        .addKeyValue(
                                "lost", lost.stream().mapToLong(SeqRange::size).sum())
                        .log("messages were saved from a broken buffer");
            }
            rebuilt.put(streams.begin(random));
            rebuilt.commit();
        }
        files.exchange();
    }

    private Rebuild() {}
}

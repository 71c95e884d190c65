package io.millwright.edge.buffer;

import io.millwright.wire.telemetry.GapReason;
import io.millwright.wire.telemetry.SeqRange;
import java.io.IOException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the buffer's file and compares it with the mark beside it. */
final class Opening {

    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

    static Buffer.Session open(BufferFiles files, SecureRandom random, Journal journal)
            throws SQLException, IOException {
        files.finishExchange();
        Database database = Database.open(files.file());
        try {
            Streams streams = new Streams(database.streams());
            if (begin(database, streams, Mark.read(files.file()), random, journal)) {
                database.commit();
            }
            Mark mark = Mark.open(files.file());
            mark.write(streams.current());
            journal.opened(streams.current().name(), streams.current().head());
            return new Buffer.Session(database, mark, streams);
        } catch (SQLException | IOException | RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /**
     * Begins a stream if there is none, or if the file lacks messages that the mark knows of: their numbers were given and
     * must not be given again.
     */
    private static boolean begin(
            Database database, Streams streams, Optional<Mark.Position> mark, SecureRandom random, Journal journal)
            throws SQLException {
        boolean changed = false;
        if (mark.isPresent() && mark.get().head() > 0) {
            changed = lostTail(database, streams, mark.get(), journal);
        }
        if (streams.isEmpty() || changed) {
            StreamRow begun = streams.begin(random);
            database.put(begun);
            LOG.atInfo().addKeyValue("stream", begun.name()).log("a stream begins");
            changed = true;
        }
        return changed;
    }

    private static boolean lostTail(Database database, Streams streams, Mark.Position mark, Journal journal)
            throws SQLException {
        Optional<StreamRow> kept = streams.named(mark.stream());
        long first = kept.map(stream -> stream.head() + 1).orElse(Math.max(1, mark.low()));
        if (first > mark.head() || kept.isEmpty() && !streams.isEmpty()) {
            return false;
        }
        StreamRow stream = kept.orElseGet(() -> streams.put(new StreamRow(1, mark.stream(), mark.low(), 0, 0, 0)));
        StreamRow whole = new StreamRow(
                stream.number(), stream.name(), stream.low(), mark.head(), stream.messages(), stream.bytes());
        database.put(streams.put(whole));
        SeqRange range = new SeqRange(first, mark.head());
        database.losses().note(whole.number(), range, GapReason.CORRUPT);
        database.losses().count(GapReason.CORRUPT.slug(), range.size());
        journal.opened(whole.name(), stream.head());
        journal.lost(whole.name(), range, GapReason.CORRUPT.slug());
        LOG.atError()
                .addKeyValue("stream", whole.name())
                .addKeyValue("lost", range.size())
                .addKeyValue("reason", "corrupt")
                .log("the buffer's file lacks messages that were written");
        return true;
    }

    private Opening() {}
}

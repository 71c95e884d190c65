package io.millwright.edge.buffer;

import io.millwright.wire.telemetry.SeqRange;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what can be read of a broken file: from the front until it breaks, then from the back. A message says itself where
 * it stands, and its checksum that it is whole; nothing else in the file is believed without one.
 */
final class Salvage {

    private static final Logger LOG = LoggerFactory.getLogger(Salvage.class);
    private static final int AT_ONCE = 256;
    private static final int HEAD_BYTES = 128;
    private static final Pattern POSITION =
            Pattern.compile("\\{\"v\":2,\"stream\":\"([A-Za-z0-9._-]{1,64})\",\"seq\":(\\d{1,13}),.*", Pattern.DOTALL);

    private final Map<String, Found> found = new LinkedHashMap<>();

    /** What is known and saved of a stream. */
    private static final class Found {
        private final long number;
        private long low = 1;
        private long head;
        private long messages;
        private long bytes;
        private final List<SeqRange> saved = new ArrayList<>();

        Found(long number) {
            this.number = number;
        }

        /** They come in order, upwards and then downwards: millions of messages are a few ranges. */
        private void saved(long seq) {
            SeqRange before = saved.isEmpty() ? null : saved.getLast();
            if (before != null && (before.last() + 1 == seq || before.first() - 1 == seq)) {
                saved.removeLast();
                saved.add(new SeqRange(Math.min(before.first(), seq), Math.max(before.last(), seq)));
            } else {
                saved.add(new SeqRange(seq, seq));
            }
        }
    }

    private Found of(String stream) {
        return found.computeIfAbsent(stream, _ -> new Found(found.size() + 1));
    }

    /** Somebody else knows how far the stream went. */
    void know(String stream, long low, long head) {
        Found known = of(stream);
        known.low = Math.max(known.low, low);
        known.head = Math.max(known.head, head);
    }

    void copy(Path from, Database to) throws SQLException {
        try (Database source = Database.openBroken(from)) {
            try {
                source.streams().forEach(stream -> know(stream.name(), stream.low(), stream.head()));
                gaps(source, to);
            } catch (SQLException e) {
                LOG.atWarn().addKeyValue("reason", "corrupt").log("the broken buffer's streams cannot be read");
            }
            long reached = forwards(source, to);
            backwards(source, to, reached);
        } catch (SQLException e) {
            if (!BrokenBufferException.isBroken(e)) {
                throw e;
            }
            LOG.atWarn().addKeyValue("reason", "corrupt").log("the broken buffer cannot be opened");
        }
    }

    /** Counters and losses of before go on; their streams get other numbers. */
    private void gaps(Database source, Database to) throws SQLException {
        for (String counter : List.of("cap", Eviction.POINTS, "corrupt")) {
            to.losses().count(counter, source.losses().counted(counter));
        }
        Streams streams = new Streams(source.streams());
        for (Losses.Gap gap : source.losses().gaps()) {
            StreamRow stream = streams.numbered(gap.stream()).orElse(null);
            if (stream != null) {
                to.losses().note(of(stream.name()).number, gap.range(), gap.reason());
                of(stream.name()).saved.add(gap.range());
            }
        }
    }

    private long forwards(Database source, Database to) throws SQLException {
        long reached = 0;
        while (true) {
            List<Database.Row> rows;
            try {
                rows = source.rows(reached, Long.MAX_VALUE, AT_ONCE);
            } catch (SQLException e) {
                return singly(source, to, reached);
            }
            if (rows.isEmpty()) {
                return Long.MAX_VALUE;
            }
            for (Database.Row row : rows) {
                save(row, to);
            }
            to.commit();
            if (rows.getLast().id() <= reached) {
                return reached; // a broken tree may lead in a circle
            }
            reached = rows.getLast().id();
        }
    }

    private long singly(Database source, Database to, long from) throws SQLException {
        long reached = from;
        while (true) {
            List<Database.Row> rows;
            try {
                rows = source.rows(reached, Long.MAX_VALUE, 1);
            } catch (SQLException e) {
                return reached;
            }
            if (rows.isEmpty()) {
                return Long.MAX_VALUE;
            }
            if (rows.getFirst().id() <= reached) {
                return reached;
            }
            save(rows.getFirst(), to);
            reached = rows.getFirst().id();
        }
    }

    private void backwards(Database source, Database to, long reached) throws SQLException {
        long end = Long.MAX_VALUE;
        while (end > reached) {
            List<Database.Row> rows;
            try {
                rows = source.rowsFromTheEnd(reached, end, 1);
            } catch (SQLException e) {
                return;
            }
            if (rows.isEmpty() || rows.getFirst().id() > end) {
                return;
            }
            save(rows.getFirst(), to);
            end = rows.getFirst().id() - 1;
        }
    }

    private void save(Database.Row row, Database to) throws SQLException {
        byte[] payload = row.payload();
        Matcher position = POSITION.matcher(
                new String(payload, 0, Math.min(payload.length, HEAD_BYTES), StandardCharsets.ISO_8859_1));
        if (!row.whole() || !position.matches()) {
            return;
        }
        long seq = Long.parseLong(position.group(2));
        if (seq != MessageId.seq(row.id())) {
            return;
        }
        Found stream = of(position.group(1));
        to.insert(MessageId.of(stream.number, seq), row.points(), payload);
        stream.head = Math.max(stream.head, seq);
        stream.messages++;
        stream.bytes += payload.length + Database.ROW_BYTES;
        stream.saved(seq);
    }

    /** As they go into the rebuilt file. */
    Collection<StreamRow> streams() {
        List<StreamRow> rows = new ArrayList<>();
        found.forEach((name, stream) ->
                rows.add(new StreamRow(stream.number, name, stream.low, stream.head, stream.messages, stream.bytes)));
        return rows;
    }

    /**
     * What was not saved of all that is not known to be receipted. Some of it may have arrived long ago: the platform keeps
     * what it has, whatever is declared.
     */
    List<SeqRange> lost(StreamRow row) {
        List<SeqRange> saved = of(row.name()).saved.stream()
                .sorted(Comparator.comparingLong(SeqRange::first))
                .toList();
        List<SeqRange> lost = new ArrayList<>();
        long next = row.low();
        for (SeqRange range : saved) {
            if (range.first() > next) {
                lost.add(new SeqRange(next, range.first() - 1));
            }
            next = Math.max(next, range.last() + 1);
        }
        if (next <= row.head()) {
            lost.add(new SeqRange(next, row.head()));
        }
        return lost;
    }
}

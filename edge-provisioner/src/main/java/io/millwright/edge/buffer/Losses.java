package io.millwright.edge.buffer;

import io.millwright.wire.telemetry.GapReason;
import io.millwright.wire.telemetry.SeqRange;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What was lost and is not settled yet, and how much ever was: the tables gap and counter. */
record Losses(Sql sql) {

    /** A loss that the platform has not settled yet. */
    record Gap(long stream, SeqRange range, GapReason reason, boolean declared) {}

    List<Gap> gaps() throws SQLException {
        return sql
                .list("SELECT stream, first, last, reason, declared FROM gap ORDER BY stream, first", row -> {
                    Optional<GapReason> reason = reason(String.valueOf(row.getString(4)));
                    return reason.isPresent() && SeqRange.valid(row.getLong(2), row.getLong(3))
                            ? Optional.of(new Gap(
                                    row.getLong(1),
                                    new SeqRange(row.getLong(2), row.getLong(3)),
                                    reason.get(),
                                    row.getInt(5) != 0))
                            : Optional.<Gap>empty();
                })
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<GapReason> reason(String slug) {
        return Arrays.stream(GapReason.values())
                .filter(reason -> reason.slug().equals(slug))
                .findFirst();
    }

    /**
     * Notes a loss. It grows the range that ends right before it unless that was declared already: then the platform has
     * it by its ends.
     */
    void note(long stream, SeqRange range, GapReason reason) throws SQLException {
        int grown = sql.update(
                "UPDATE gap SET last = ? WHERE stream = ? AND last = ? AND reason = ? AND declared = 0",
                range.last(),
                stream,
                range.first() - 1,
                reason.slug());
        if (grown == 0) {
            sql.update(
                    "INSERT OR REPLACE INTO gap (stream, first, last, reason, declared) VALUES (?,?,?,?,0)",
                    stream,
                    range.first(),
                    range.last(),
                    reason.slug());
        }
    }

    void declared() throws SQLException {
        sql.update("UPDATE gap SET declared = 1");
    }

    void settle(Gap gap) throws SQLException {
        sql.update(
                "DELETE FROM gap WHERE stream = ? AND first = ? AND last = ?",
                gap.stream(),
                gap.range().first(),
                gap.range().last());
    }

    void count(String counter, long more) throws SQLException {
        if (more != 0) {
            sql.update(
                    "INSERT INTO counter (name, value) VALUES (?, ?)"
                            + " ON CONFLICT (name) DO UPDATE SET value = value + excluded.value",
                    counter,
                    more);
        }
    }

    long counted(String counter) throws SQLException {
        return sql.first("SELECT value FROM counter WHERE name = ?", row -> row.getLong(1), 0L, counter);
    }
}

package io.millwright.runtime.query;

import io.millwright.runtime.query.Buckets.Bucket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One series in buckets; a bucket without points is left out. */
public final class BucketHistory {

    /** @param next when the bucket after the last one begins; empty when this is the last page */
    public record Page(List<Bucket> buckets, Optional<Instant> next) {}

    /**
     * What a page is cut from.
     *
     * @param from where the page begins, if not with the range
     * @param limit buckets of a page, at least 1
     */
    public record Question(HistoryRange range, Buckets buckets, Optional<Instant> from, int limit) {}

    public static Page ask(Connection connection, long series, Rollups rollups, Question question) throws SQLException {
        HistoryRange range = question.range();
        Buckets buckets = question.buckets();
        Instant begin =
                question.from().filter(given -> given.isAfter(range.from())).orElse(range.from());
        // What lies beyond a full page is not looked at; a sparse one looks ever further.
        Duration look = buckets.length().multipliedBy(question.limit() + 1L);
        List<Bucket> found = new ArrayList<>();
        while (begin.isBefore(range.to()) && found.size() <= question.limit()) {
            Instant end = range.earlier(buckets.begin(begin).plus(look));
            found.addAll(BucketRows.read(
                    connection,
                    series,
                    rollups.pieces(begin, end, buckets),
                    buckets,
                    question.limit() + 1 - found.size()));
            begin = end;
            look = look.multipliedBy(2);
        }
        return found.size() > question.limit()
                ? new Page(
                        found.subList(0, question.limit()),
                        Optional.of(
                                Instant.ofEpochMilli(found.get(question.limit()).ts())))
                : new Page(found, Optional.empty());
    }

    private BucketHistory() {}
}

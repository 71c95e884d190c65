package io.millwright.runtime.api;

import io.millwright.runtime.api.HistoryQuestion.Detail;
import io.millwright.runtime.api.HistoryQuestion.Name;
import io.millwright.runtime.query.BucketHistory;
import io.millwright.runtime.query.Buckets;
import io.millwright.runtime.query.Fill;
import io.millwright.runtime.query.HistoryRange;
import io.millwright.runtime.query.RawHistory;
import io.millwright.runtime.query.Resolution;
import io.millwright.runtime.query.Rollups;
import io.millwright.runtime.query.SeriesQuery;
import io.millwright.runtime.query.SeriesQuery.Series;
import io.millwright.runtime.tenant.TenantConfiguration.Retention;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code /history}: some tags within times. Each page of a tag is one question to the historian and is written before the
 * next is asked, so an answer takes no more memory than a page and holds no connection while its reader reads.
 */
final class HistoryCalls {

    private final Clock clock;

    HistoryCalls(Clock clock) {
        this.clock = clock;
    }

    /** A tag that was asked for. @param series empty while nothing was stored of it */
    record Found(Name name, Optional<Series> series) {}

    /** What is read, once it is known what there is. @param detail never automatic */
    record Plan(List<Found> series, Detail detail, Rollups rollups) {}

    Answer history(Call call) {
        Instant now = clock.instant();
        HistoryQuestion question = HistoryQuestion.of(call.parameters(), now);
        ApiTenant tenant = call.tenant();
        Retention retention = tenant.configuration().retention();
        HistoryPages pages = new HistoryPages(call, question);
        return question.file()
                ? new Answer.Stream(
                        "text/csv; charset=utf-8; header=present",
                        tenant.exports(),
                        out -> HistoryFile.write(
                                out,
                                question,
                                call.read(historian -> plan(historian, question, retention, now)),
                                pages))
                : new Answer.Stream(
                        "application/json",
                        tenant.room(),
                        out -> HistoryJson.write(
                                out,
                                question,
                                call.read(historian -> plan(historian, question, retention, now)),
                                pages));
    }

    private static Plan plan(Connection historian, HistoryQuestion question, Retention retention, Instant now)
            throws SQLException {
        List<Found> series = new ArrayList<>();
        for (Name name : question.series()) {
            series.add(new Found(name, SeriesQuery.ask(historian, name.device(), name.tag())));
        }
        Detail detail = question.detail() instanceof Detail.Automatic automatic
                ? chosen(historian, question, automatic, series, retention, now)
                : question.detail();
        return new Plan(series, detail, detail instanceof Detail.InBuckets ? Rollups.ask(historian) : Rollups.NONE);
    }

    private static Detail chosen(
            Connection historian,
            HistoryQuestion question,
            Detail.Automatic automatic,
            List<Found> series,
            Retention retention,
            Instant now)
            throws SQLException {
        HistoryRange range = question.range();
        if (question.fill() == Fill.NONE
                && Resolution.rawIsKept(range, retention, now)
                && allAtMost(historian, series, range, automatic.points())) {
            return new Detail.Raw(true);
        }
        Buckets buckets = new Buckets(Resolution.of(range, automatic.points(), retention, now), automatic.aggregates());
        question.checkCount(buckets);
        return new Detail.InBuckets(buckets);
    }

    private static boolean allAtMost(Connection historian, List<Found> series, HistoryRange range, int points)
            throws SQLException {
        for (Found found : series) {
            if (found.series().isPresent()
                    && !RawHistory.atMost(historian, found.series().get().id(), range, points)) {
                return false;
            }
        }
        return true;
    }

    /** Pages of the tags of one call. */
    record HistoryPages(Call call, HistoryQuestion question) {

        RawHistory.Page raw(Found found, Optional<RawHistory.Mark> mark, int limit) {
            return found.series().isEmpty()
                    ? new RawHistory.Page(List.of(), Optional.empty())
                    : call.read(historian ->
                            RawHistory.ask(historian, found.series().get().id(), question.range(), mark, limit));
        }

        BucketHistory.Page buckets(Found found, Rollups rollups, Buckets buckets, Optional<Instant> from, int limit) {
            return found.series().isEmpty()
                    ? new BucketHistory.Page(List.of(), Optional.empty())
                    : call.read(historian -> BucketHistory.ask(
                            historian,
                            found.series().get().id(),
                            rollups,
                            new BucketHistory.Question(question.range(), buckets, from, limit)));
        }
    }
}

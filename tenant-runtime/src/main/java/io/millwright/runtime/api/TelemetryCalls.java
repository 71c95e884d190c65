package io.millwright.runtime.api;

import static io.millwright.runtime.api.RefusedException.invalid;

import io.millwright.runtime.live.CommittedPoint;
import io.millwright.runtime.live.LivePoints;
import io.millwright.runtime.query.Aggregate;
import io.millwright.runtime.query.BucketHistory;
import io.millwright.runtime.query.HistoryRange;
import io.millwright.runtime.query.LatestQuery;
import io.millwright.runtime.query.LatestQuery.Latest;
import io.millwright.runtime.query.RawHistory;
import io.millwright.runtime.query.SeriesQuery;
import io.millwright.runtime.query.SeriesQuery.Series;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** {@code /latest}, {@code /history} and {@code /live}. */
final class TelemetryCalls {

    private static final int MOST_POINTS = 10_000;

    private static final int USUAL_POINTS = 1_000;

    /** Ten full pages: more is a mistake in the bucket. */
    private static final int MOST_BUCKETS = 100_000;

    /** As far ahead as a device's clock may be. */
    private static final Duration AHEAD = Duration.ofMinutes(10);

    private final LivePoints live;
    private final Clock clock;

    TelemetryCalls(LivePoints live, Clock clock) {
        this.live = live;
        this.clock = clock;
    }

    Answer latest(Call call) {
        List<String> devices = call.parameters().devices();
        List<String> tags = call.parameters().tags();
        List<Latest> found = call.tenant().reader().read(historian -> LatestQuery.ask(historian, devices, tags));
        if (found.size() > LatestQuery.MOST) {
            throw invalid("More than " + LatestQuery.MOST + " series: name devices or tags.");
        }
        return Answer.json(json -> JsonValues.array(json, "points", found, point -> {
            json.writeStringProperty("device", point.device());
            json.writeStringProperty("tag", point.tag());
            JsonValues.optional(json, "unit", point.unit());
            json.writeStringProperty("ts", JsonValues.time(point.ts()));
            JsonValues.value(json, "value", point.value());
            json.writeNumberProperty("quality", point.quality());
        }));
    }

    Answer history(Call call) {
        Parameters parameters = call.parameters();
        String device = Parameters.device(parameters.required("device"));
        String tag = Parameters.tag(parameters.required("tag"));
        Instant now = clock.instant();
        HistoryRange range = parameters.range(now.minus(Duration.ofHours(1)), now.plus(AHEAD));
        int limit = parameters.limit(USUAL_POINTS, MOST_POINTS);
        Optional<Duration> bucket = parameters.period("bucket");
        Optional<Aggregate> aggregate = parameters.one("aggregate").map(TelemetryCalls::aggregate);
        if (bucket.isEmpty() && aggregate.isPresent()) {
            throw invalid("aggregate needs a bucket.");
        }
        Optional<HistoryCursor> cursor = parameters.one("cursor").map(HistoryCursor::read);
        return bucket.isPresent()
                ? bucketed(
                        call.tenant(), device, tag, range, bucket.get(), aggregate.orElse(Aggregate.AVG), cursor, limit)
                : raw(call.tenant(), device, tag, range, cursor, limit);
    }

    private static Answer raw(
            ApiTenant tenant,
            String device,
            String tag,
            HistoryRange range,
            Optional<HistoryCursor> cursor,
            int limit) {
        return tenant.reader().read(historian -> {
            Optional<Series> series = SeriesQuery.ask(historian, device, tag);
            RawHistory.Page page = series.isEmpty()
                    ? new RawHistory.Page(List.of(), Optional.empty())
                    : RawHistory.ask(historian, series.get().id(), range, cursor.map(HistoryCursor::mark), limit);
            return Answer.json(json -> {
                HistoryHead.write(json, device, tag, series, range);
                JsonValues.array(json, "points", page.points(), point -> {
                    json.writeStringProperty("ts", JsonValues.time(point.ts()));
                    JsonValues.value(json, "value", point.value());
                    json.writeNumberProperty("quality", point.quality());
                });
                page.next().ifPresent(next -> json.writeStringProperty("next", HistoryCursor.of(next)));
            });
        });
    }

    private static Answer bucketed(
            ApiTenant tenant,
            String device,
            String tag,
            HistoryRange range,
            Duration bucket,
            Aggregate aggregate,
            Optional<HistoryCursor> cursor,
            int limit) {
        if (Duration.between(range.from(), range.to()).dividedBy(bucket) > MOST_BUCKETS) {
            throw invalid("More than " + MOST_BUCKETS + " buckets: choose longer ones or a shorter range.");
        }
        return tenant.reader().read(historian -> {
            Optional<Series> series = SeriesQuery.ask(historian, device, tag);
            BucketHistory.Page page = series.isEmpty()
                    ? new BucketHistory.Page(List.of(), Optional.empty())
                    : BucketHistory.ask(
                            historian,
                            series.get().id(),
                            range,
                            bucket,
                            aggregate,
                            cursor.map(given -> given.mark().ts()),
                            limit);
            return Answer.json(json -> {
                HistoryHead.write(json, device, tag, series, range);
                json.writeStringProperty("bucket", HistoryHead.period(bucket));
                json.writeStringProperty("aggregate", aggregate.toString());
                JsonValues.array(json, "points", page.buckets(), point -> {
                    json.writeStringProperty("ts", JsonValues.time(point.ts()));
                    JsonValues.value(json, "value", point.value());
                    json.writeNumberProperty("count", point.count());
                });
                page.next()
                        .ifPresent(next ->
                                json.writeStringProperty("next", HistoryCursor.of(new RawHistory.Mark(next, 0))));
            });
        });
    }

    Answer live(Call call) {
        ApiTenant tenant = call.tenant();
        if (!tenant.consumes()) {
            throw new RefusedException(
                    ProblemType.UNAVAILABLE, "This runtime hears nothing of the tenant's devices at present.");
        }
        Optional<String> lastId = call.header().apply("Last-Event-ID").filter(id -> !id.isEmpty());
        return live.listen(tenant.id(), filter(call.parameters()), lastId)
                .<Answer>map(listening -> new Answer.Events(listening, tenant::consumes))
                .orElseThrow(() ->
                        new RefusedException(ProblemType.TOO_MANY, "As many listen to this tenant as may at once."));
    }

    private static Predicate<CommittedPoint> filter(Parameters parameters) {
        Set<String> devices = new HashSet<>(parameters.devices());
        Set<String> tags = new HashSet<>(parameters.tags());
        return point -> (devices.isEmpty() || devices.contains(point.device()))
                && (tags.isEmpty() || tags.contains(point.tag()));
    }

    private static Aggregate aggregate(String name) {
        return Aggregate.named(name).orElseThrow(() -> invalid("aggregate must be one of " + Aggregate.names() + "."));
    }
}

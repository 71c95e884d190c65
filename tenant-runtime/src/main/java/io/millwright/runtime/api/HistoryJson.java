package io.millwright.runtime.api;

import io.millwright.runtime.api.HistoryCalls.Found;
import io.millwright.runtime.api.HistoryCalls.HistoryPages;
import io.millwright.runtime.api.HistoryCalls.Plan;
import io.millwright.runtime.api.HistoryQuestion.Detail;
import io.millwright.runtime.query.Aggregate;
import io.millwright.runtime.query.BucketHistory;
import io.millwright.runtime.query.Buckets;
import io.millwright.runtime.query.Buckets.Bucket;
import io.millwright.runtime.query.RawHistory;
import io.millwright.runtime.query.SeriesQuery.Series;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/** A history as JSON: of one tag with its points beside what is said of it, of several as a list. */
final class HistoryJson {

    private static final long DAY = 86_400;
    private static final long HOUR = 3_600;
    private static final long MINUTE = 60;

    private final JsonGenerator json;
    private final HistoryQuestion question;
    private final Plan plan;
    private final HistoryPages pages;

    private HistoryJson(JsonGenerator json, HistoryQuestion question, Plan plan, HistoryPages pages) {
        this.json = json;
        this.question = question;
        this.plan = plan;
        this.pages = pages;
    }

    /** What was begun when something fails stays unfinished: an answer that broke off must not look whole. */
    static void write(OutputStream out, HistoryQuestion question, Plan plan, HistoryPages pages) {
        JsonGenerator json = JsonMapper.shared().createGenerator(out);
        HistoryJson history = new HistoryJson(json, question, plan, pages);
        json.writeStartObject();
        if (question.listed()) {
            history.range();
            json.writeArrayPropertyStart("series");
            for (Found found : plan.series()) {
                json.writeStartObject();
                history.name(found);
                history.points(found);
                json.writeEndObject();
            }
            json.writeEndArray();
        } else {
            Found only = plan.series().getFirst();
            history.name(only);
            history.range();
            history.points(only);
        }
        json.writeEndObject();
        json.close();
    }

    private void name(Found found) {
        json.writeStringProperty("device", found.name().device());
        json.writeStringProperty("tag", found.name().tag());
        JsonValues.optional(json, "unit", found.series().map(Series::unit).orElse(null));
    }

    private void range() {
        json.writeStringProperty("from", JsonValues.time(question.range().from().toEpochMilli()));
        json.writeStringProperty("to", JsonValues.time(question.range().to().toEpochMilli()));
        switch (plan.detail()) {
            case Detail.Raw(boolean said) -> {
                if (said) {
                    json.writeStringProperty("bucket", "raw");
                }
            }
            case Detail.InBuckets(Buckets buckets) -> bucketsOf(buckets);
            case Detail.Automatic _ -> throw new IllegalStateException("nothing was chosen");
        }
    }

    private void bucketsOf(Buckets buckets) {
        json.writeStringProperty("bucket", period(buckets.length()));
        if (buckets.aggregates().size() == 1) {
            json.writeStringProperty(
                    "aggregate", buckets.aggregates().getFirst().toString());
        } else {
            json.writeArrayPropertyStart("aggregates");
            buckets.aggregates().forEach(aggregate -> json.writeString(aggregate.toString()));
            json.writeEndArray();
        }
        json.writeStringProperty(
                "resolution",
                plan.rollups().coarsest(question.range(), buckets).toString().toLowerCase(Locale.ROOT));
    }

    private void points(Found found) {
        switch (plan.detail()) {
            case Detail.Raw _ -> raw(found);
            case Detail.InBuckets(Buckets buckets) -> buckets(found, buckets);
            case Detail.Automatic _ -> throw new IllegalStateException("nothing was chosen");
        }
    }

    private void raw(Found found) {
        // What was counted to be few enough is answered whole.
        int limit = question.detail() instanceof Detail.Automatic(int points, var _) ? points : question.limit();
        RawHistory.Page page = pages.raw(found, question.cursor().map(HistoryCursor::mark), limit);
        JsonValues.array(json, "points", page.points(), point -> {
            json.writeStringProperty("ts", JsonValues.time(point.ts()));
            JsonValues.value(json, "value", point.value());
            json.writeNumberProperty("quality", point.quality());
        });
        page.next().ifPresent(next -> json.writeStringProperty("next", HistoryCursor.of(next)));
    }

    private void buckets(Found found, Buckets buckets) {
        int limit = question.detail() instanceof Detail.Automatic ? HistoryQuestion.MOST_POINTS : question.limit();
        BucketHistory.Page page = pages.buckets(
                found,
                plan.rollups(),
                buckets,
                question.cursor().map(given -> given.mark().ts()),
                limit);
        List<Bucket> all = question.fill().applied(page.buckets(), question.range(), buckets);
        List<Aggregate> aggregates = buckets.aggregates();
        JsonValues.array(json, "points", all, bucket -> {
            json.writeStringProperty("ts", JsonValues.time(bucket.ts()));
            for (int i = 0; i < aggregates.size(); i++) {
                value(aggregates.size() == 1 ? "value" : aggregates.get(i).toString(), bucket, i);
            }
            // Asked for among others it stands there already.
            if (aggregates.size() == 1 || !aggregates.contains(Aggregate.COUNT)) {
                json.writeNumberProperty("count", bucket.count());
            }
        });
        page.next()
                .map(next -> HistoryCursor.of(new RawHistory.Mark(next, 0)))
                .ifPresent(next -> json.writeStringProperty("next", next));
    }

    private void value(String name, Bucket bucket, int i) {
        Optional<Object> value = Optional.ofNullable(bucket.values().get(i));
        if (value.isPresent()) {
            JsonValues.value(json, name, value.get());
        } else {
            json.writeNullProperty(name);
        }
    }

    /** In the largest unit that it is a whole number of. */
    static String period(Duration bucket) {
        long seconds = bucket.toSeconds();
        if (seconds % DAY == 0) {
            return seconds / DAY + "d";
        }
        if (seconds % HOUR == 0) {
            return seconds / HOUR + "h";
        }
        return seconds % MINUTE == 0 ? seconds / MINUTE + "m" : seconds + "s";
    }
}

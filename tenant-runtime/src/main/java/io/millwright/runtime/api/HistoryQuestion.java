package io.millwright.runtime.api;

import static io.millwright.runtime.api.RefusedException.invalid;

import io.millwright.runtime.query.Aggregate;
import io.millwright.runtime.query.Buckets;
import io.millwright.runtime.query.Fill;
import io.millwright.runtime.query.HistoryRange;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What {@code /history} was asked, checked and bounded.
 *
 * @param listed whether the answer is a list of series, and not one series as it is
 * @param limit points of each series; of a file rows of all
 * @param cursor where the page begins; of one series only
 */
record HistoryQuestion(
        List<Name> series,
        boolean listed,
        HistoryRange range,
        Detail detail,
        Fill fill,
        int limit,
        Optional<HistoryCursor> cursor,
        boolean file) {

    static final int MOST_SERIES = 20;
    static final int MOST_POINTS = 10_000;
    static final int MOST_ROWS = 1_000_000;

    private static final int USUAL_POINTS = 1_000;

    /** Ten full pages: more is a mistake in the bucket. */
    private static final int MOST_BUCKETS = 100_000;

    /** As far ahead as a device's clock may be. */
    private static final Duration AHEAD = Duration.ofMinutes(10);

    /** A tag of a device. */
    record Name(String device, String tag) {

        /** A device's name has no colon, a tag's may. */
        static Name of(String text) {
            int colon = text.indexOf(':');
            if (colon < 0) {
                throw invalid("series must be a device, a colon and a tag.");
            }
            return new Name(Parameters.device(text.substring(0, colon)), Parameters.tag(text.substring(colon + 1)));
        }
    }

    /** Points as they are, or put together. */
    sealed interface Detail {

        /** @param said whether the answer says so */
        record Raw(boolean said) implements Detail {}

        record InBuckets(Buckets buckets) implements Detail {}

        /** As the range and what it holds suggest. @param points of each series that are wanted at most */
        record Automatic(int points, List<Aggregate> aggregates) implements Detail {}
    }

    static HistoryQuestion of(Parameters parameters, Instant now) {
        List<Name> series = series(parameters);
        boolean listed = series.size() > 1 || !parameters.all("series").isEmpty();
        boolean file = file(parameters);
        Detail detail = detail(parameters);
        Fill fill = parameters
                .one("fill")
                .map(name -> Fill.named(name).orElseThrow(() -> invalid("fill must be one of " + Fill.names() + ".")))
                .orElse(Fill.NONE);
        Optional<HistoryCursor> cursor = parameters.one("cursor").map(HistoryCursor::read);
        if (fill != Fill.NONE && detail instanceof Detail.Raw) {
            throw invalid("fill needs a bucket.");
        }
        if (cursor.isPresent() && (listed || file || fill != Fill.NONE || detail instanceof Detail.Automatic)) {
            throw invalid("cursor goes with one device and tag, without fill, a file and automatic buckets.");
        }
        int limit = file
                ? parameters.limit(MOST_ROWS, MOST_ROWS)
                : parameters.limit(fill == Fill.NONE ? USUAL_POINTS : MOST_POINTS, MOST_POINTS);
        HistoryQuestion question = new HistoryQuestion(
                series,
                listed,
                parameters.range(now.minus(Duration.ofHours(1)), now.plus(AHEAD)),
                detail,
                fill,
                limit,
                cursor,
                file);
        if (detail instanceof Detail.InBuckets(Buckets buckets)) {
            question.checkCount(buckets);
        }
        return question;
    }

    /** @throws RefusedException when there are too many to be answered */
    void checkCount(Buckets buckets) {
        long count = buckets.in(range);
        if (fill != Fill.NONE && count > Math.min(limit, MOST_POINTS)) {
            throw invalid("fill answers the whole range: it has " + count + " buckets, and limit allows "
                    + Math.min(limit, MOST_POINTS) + "; choose longer ones or a shorter range.");
        }
        long most = file ? MOST_ROWS : MOST_BUCKETS;
        if (Duration.between(range.from(), range.to()).dividedBy(buckets.length()) > most) {
            throw invalid("More than " + most + " buckets: choose longer ones or a shorter range.");
        }
    }

    private static List<Name> series(Parameters parameters) {
        List<String> named = parameters.all("series");
        boolean byParts =
                !parameters.all("device").isEmpty() || !parameters.all("tag").isEmpty();
        if (!named.isEmpty() && byParts) {
            throw invalid("series replaces device and tag; give one or the other.");
        }
        List<Name> series;
        if (named.isEmpty()) {
            String device = Parameters.device(parameters.required("device"));
            List<String> tags = parameters.tags();
            if (tags.isEmpty()) {
                throw invalid("tag is missing.");
            }
            series = tags.stream().map(tag -> new Name(device, tag)).distinct().toList();
        } else {
            series = named.stream().map(Name::of).distinct().toList();
        }
        if (series.size() > MOST_SERIES) {
            throw invalid("At most " + MOST_SERIES + " tags are answered at once.");
        }
        return series;
    }

    private static Detail detail(Parameters parameters) {
        Optional<String> bucket = parameters.one("bucket");
        List<Aggregate> aggregates = aggregates(parameters);
        boolean raw = bucket.isEmpty() || bucket.get().equals("raw");
        if (raw && !aggregates.isEmpty()) {
            throw invalid("aggregate needs a bucket.");
        }
        boolean automatic = bucket.isPresent() && bucket.get().equals("auto");
        if (!automatic && parameters.one("points").isPresent()) {
            throw invalid("points goes with bucket=auto.");
        }
        if (raw) {
            return new Detail.Raw(bucket.isPresent());
        }
        List<Aggregate> chosen = aggregates.isEmpty() ? List.of(Aggregate.AVG) : aggregates;
        return automatic
                ? new Detail.Automatic(parameters.number("points", USUAL_POINTS, MOST_POINTS), chosen)
                : new Detail.InBuckets(new Buckets(parameters.period("bucket").orElseThrow(), chosen));
    }

    private static List<Aggregate> aggregates(Parameters parameters) {
        return parameters.all("aggregate").stream()
                .filter(given -> !given.isEmpty())
                .flatMap(given -> Arrays.stream(given.split(",", -1)))
                .map(name -> Aggregate.named(name)
                        .orElseThrow(() -> invalid("aggregate must be one of " + Aggregate.names() + ".")))
                .distinct()
                .toList();
    }

    private static boolean file(Parameters parameters) {
        return switch (parameters.one("format").orElse("json")) {
            case "json" -> false;
            case "csv" -> true;
            default -> throw invalid("format must be json or csv.");
        };
    }
}

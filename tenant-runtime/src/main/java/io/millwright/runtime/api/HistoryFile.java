package io.millwright.runtime.api;

import io.millwright.runtime.api.HistoryCalls.Found;
import io.millwright.runtime.api.HistoryCalls.HistoryPages;
import io.millwright.runtime.api.HistoryCalls.Plan;
import io.millwright.runtime.api.HistoryQuestion.Detail;
import io.millwright.runtime.query.Aggregate;
import io.millwright.runtime.query.BucketHistory;
import io.millwright.runtime.query.Buckets;
import io.millwright.runtime.query.Buckets.Bucket;
import io.millwright.runtime.query.Fill;
import io.millwright.runtime.query.RawHistory;
import io.millwright.runtime.query.RawHistory.Mark;
import io.millwright.runtime.query.RawHistory.Point;
import io.millwright.runtime.query.SeriesQuery.Series;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A history as CSV, a row for each point, tag after tag. It ends with the range or with {@code limit} rows; then its last row
 * says from where to ask on.
 */
final class HistoryFile {

    private static final int PAGE = HistoryQuestion.MOST_POINTS;

    private final OutputStream out;
    private final HistoryQuestion question;
    private final Plan plan;
    private final HistoryPages pages;
    private final StringBuilder line = new StringBuilder();
    private int left;

    private HistoryFile(OutputStream out, HistoryQuestion question, Plan plan, HistoryPages pages) {
        this.out = out;
        this.question = question;
        this.plan = plan;
        this.pages = pages;
        this.left = question.limit();
    }

    static void write(OutputStream out, HistoryQuestion question, Plan plan, HistoryPages pages) throws IOException {
        HistoryFile file = new HistoryFile(out, question, plan, pages);
        file.head();
        for (Found found : plan.series()) {
            Optional<Instant> cut = plan.detail() instanceof Detail.InBuckets(Buckets buckets)
                    ? file.buckets(found, buckets)
                    : file.raw(found);
            if (cut.isPresent()) {
                file.cut(found, cut.get());
                return;
            }
        }
    }

    private void head() throws IOException {
        line.append("time,device,tag,unit");
        if (plan.detail() instanceof Detail.InBuckets(Buckets buckets)) {
            buckets.aggregates().stream()
                    .filter(aggregate -> aggregate != Aggregate.COUNT)
                    .forEach(aggregate -> line.append(',').append(aggregate));
            line.append(",count");
        } else {
            line.append(",value,quality");
        }
        end();
    }

    /** @return where the next row would be if there is room for no more */
    private Optional<Instant> raw(Found found) throws IOException {
        Optional<Mark> mark = Optional.empty();
        do {
            RawHistory.Page page = pages.raw(found, mark, Math.clamp(left, 1, PAGE));
            if (left == 0) {
                return page.points().stream().findFirst().map(point -> Instant.ofEpochMilli(point.ts()));
            }
            for (Point point : page.points()) {
                begin(point.ts(), found);
                CsvCell.append(line.append(','), point.value());
                line.append(',').append(point.quality());
                end();
            }
            left -= page.points().size();
            mark = page.next();
        } while (mark.isPresent());
        return Optional.empty();
    }

    private Optional<Instant> buckets(Found found, Buckets buckets) throws IOException {
        Optional<Instant> from = Optional.empty();
        do {
            int most = question.fill() == Fill.NONE ? Math.clamp(left, 1, PAGE) : PAGE;
            BucketHistory.Page page = pages.buckets(found, plan.rollups(), buckets, from, most);
            List<Bucket> all = question.fill().applied(page.buckets(), question.range(), buckets);
            for (Bucket bucket : all) {
                if (left == 0) {
                    return Optional.of(Instant.ofEpochMilli(bucket.ts()));
                }
                left--;
                row(found, buckets, bucket);
            }
            from = page.next();
        } while (from.isPresent());
        return Optional.empty();
    }

    private void row(Found found, Buckets buckets, Bucket bucket) throws IOException {
        begin(bucket.ts(), found);
        for (int i = 0; i < buckets.aggregates().size(); i++) {
            if (buckets.aggregates().get(i) != Aggregate.COUNT) {
                CsvCell.append(line.append(','), bucket.values().get(i));
            }
        }
        line.append(',').append(bucket.count());
        end();
    }

    private void begin(long ts, Found found) {
        line.append(JsonValues.time(ts)).append(',');
        CsvCell.append(line, found.name().device());
        CsvCell.append(line.append(','), found.name().tag());
        CsvCell.append(line.append(','), found.series().map(Series::unit).orElse(null));
    }

    private void cut(Found found, Instant at) throws IOException {
        line.append("# ended after ")
                .append(question.limit())
                .append(" rows; ask on from ")
                .append(at);
        CsvCell.append(line.append(','), found.name().device());
        CsvCell.append(line.append(','), found.name().tag());
        end();
    }

    private void end() throws IOException {
        line.append("\r\n");
        out.write(line.toString().getBytes(StandardCharsets.UTF_8));
        line.setLength(0);
    }
}

package io.millwright.quickstart.bench;

import io.millwright.runtime.query.Aggregate;
import io.millwright.runtime.query.BucketHistory;
import io.millwright.runtime.query.Buckets;
import io.millwright.runtime.query.HistorianReader;
import io.millwright.runtime.query.HistoryRange;
import io.millwright.runtime.query.LatestQuery;
import io.millwright.runtime.query.RawHistory;
import io.millwright.runtime.query.Rollups;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** A question that is measured: over HTTP, through our classes, and with nothing but JDBC. */
enum QueryKind {
    RAW("raw", 3_600) {
        @Override
        String path(Ask ask) {
            return "/history?device=" + QueryHistory.device(ask.series()) + "&tag=" + QueryHistory.tag(ask.series())
                    + ask.range() + "&limit=10000";
        }

        @Override
        List<Double> ours(HistorianReader reader, Ask ask) {
            RawHistory.Page page = reader.read(
                    historian -> RawHistory.ask(historian, ask.id(), ask.historyRange(), Optional.empty(), 10_000));
            return page.points().stream()
                    .map(point -> ((Number) point.value()).doubleValue())
                    .toList();
        }

        @Override
        List<Double> plain(Connection connection, Ask ask) throws SQLException {
            return column(
                    connection,
                    "SELECT ts, value, quality FROM historian.points(?, ?, ?) ORDER BY ts",
                    ask.id(),
                    ask.begin(),
                    ask.end());
        }

        @Override
        List<Double> right(QueryHistory history, Ask ask) {
            return IntStream.range(0, (int) (ask.to() - ask.from()))
                    .mapToObj(i -> QueryHistory.value(ask.series(), ask.from() + i))
                    .toList();
        }
    },
    MINUTES("minutes", QueryHistory.DAY) {
        @Override
        String path(Ask ask) {
            return "/history?device=" + QueryHistory.device(ask.series()) + "&tag=" + QueryHistory.tag(ask.series())
                    + ask.range() + "&bucket=1m&limit=10000";
        }

        @Override
        List<Double> ours(HistorianReader reader, Ask ask) {
            Buckets buckets = new Buckets(Duration.ofMinutes(1), List.of(Aggregate.AVG));
            BucketHistory.Page page = reader.read(historian -> BucketHistory.ask(
                    historian,
                    ask.id(),
                    Rollups.ask(historian),
                    new BucketHistory.Question(ask.historyRange(), buckets, Optional.empty(), 10_000)));
            return page.buckets().stream()
                    .map(bucket ->
                            bucket.values().getFirst() instanceof Number number ? number.doubleValue() : Double.NaN)
                    .toList();
        }

        @Override
        List<Double> plain(Connection connection, Ask ask) throws SQLException {
            return column(
                    connection,
                    "SELECT date_bin('1 minute', ts, timestamptz 'epoch') AS b, avg(value), count(*)"
                            + " FROM historian.points(?, ?, ?) GROUP BY b ORDER BY b",
                    ask.id(),
                    ask.begin(),
                    ask.end());
        }

        @Override
        List<Double> right(QueryHistory history, Ask ask) {
            List<Double> means = new ArrayList<>();
            for (long minute = ask.from(); minute < ask.to(); minute += 60) {
                double sum = 0;
                for (long second = minute; second < minute + 60; second++) {
                    sum += QueryHistory.value(ask.series(), second);
                }
                means.add(sum / 60);
            }
            return means;
        }
    },
    LATEST("latest", 1) {
        @Override
        String path(Ask ask) {
            return "/latest";
        }

        @Override
        List<Double> ours(HistorianReader reader, Ask ask) {
            return reader.read(historian -> LatestQuery.ask(historian, List.of(), List.of(), List.of())).stream()
                    .map(latest -> ((Number) latest.value()).doubleValue())
                    .toList();
        }

        @Override
        List<Double> plain(Connection connection, Ask ask) throws SQLException {
            return column(
                    connection,
                    "SELECT l.ts, l.value, s.device, s.tag, s.unit, l.quality FROM historian.series s"
                            + " JOIN historian.series_last l ON l.series_id = s.id ORDER BY s.device, s.tag");
        }

        @Override
        List<Double> right(QueryHistory history, Ask ask) {
            // As the database orders texts: by what its locale makes of them, so by name and not by number.
            return IntStream.range(0, QueryHistory.SERIES)
                    .boxed()
                    .map(series -> QueryHistory.value(series, history.last(series)))
                    .sorted()
                    .toList();
        }

        @Override
        List<Double> comparable(List<Double> values) {
            return values.stream().sorted().toList();
        }
    };

    private final String figure;
    private final long seconds;

    QueryKind(String figure, long seconds) {
        this.figure = figure;
        this.seconds = seconds;
    }

    /** One question of a kind: a fast tag and from when to when, in seconds since the epoch. */
    record Ask(int series, long id, long from, long to) {

        HistoryRange historyRange() {
            return new HistoryRange(Instant.ofEpochSecond(from), Instant.ofEpochSecond(to));
        }

        OffsetDateTime begin() {
            return Instant.ofEpochSecond(from).atOffset(ZoneOffset.UTC);
        }

        OffsetDateTime end() {
            return Instant.ofEpochSecond(to).atOffset(ZoneOffset.UTC);
        }

        String range() {
            return "&from=" + Instant.ofEpochSecond(from) + "&to=" + Instant.ofEpochSecond(to);
        }
    }

    /** As the figures are called. */
    String figure() {
        return figure;
    }

    /** How much time a question covers. */
    long seconds() {
        return seconds;
    }

    abstract String path(Ask ask);

    abstract List<Double> ours(HistorianReader reader, Ask ask);

    abstract List<Double> plain(Connection connection, Ask ask) throws SQLException;

    /** What an answer must say, from how the history was made. */
    abstract List<Double> right(QueryHistory history, Ask ask);

    /** In an order that does not depend on the database's locale. */
    List<Double> comparable(List<Double> values) {
        return values;
    }

    static List<Double> values(JsonNode answer) {
        List<Double> values = new ArrayList<>();
        answer.path("points").forEach(point -> values.add(point.path("value").doubleValue()));
        return values;
    }

    private static List<Double> column(Connection connection, String sql, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            List<Double> values = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    row.getObject(1, OffsetDateTime.class);
                    row.getInt(row.getMetaData().getColumnCount());
                    values.add(row.getDouble(2));
                }
            }
            return values;
        }
    }
}

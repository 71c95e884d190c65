package io.millwright.runtime.query;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What becomes of the points of one bucket. Quality is not looked at; texts count, and can be first or last. */
public enum Aggregate {
    AVG("avg(value)"),
    MIN("min(value)"),
    MAX("max(value)"),
    SUM("sum(value)"),
    COUNT("count(*)"),
    FIRST("ts ASC"),
    LAST("ts DESC");

    private final String sql;

    Aggregate(String sql) {
        this.sql = sql;
    }

    /** One of our own texts, never anybody's input. */
    String sql() {
        return sql;
    }

    boolean picksOnePoint() {
        return this == FIRST || this == LAST;
    }

    public static Optional<Aggregate> named(String name) {
        return Arrays.stream(values())
                .filter(aggregate -> aggregate.toString().equals(name))
                .findFirst();
    }

    public static String names() {
        return Arrays.stream(values()).map(Aggregate::toString).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

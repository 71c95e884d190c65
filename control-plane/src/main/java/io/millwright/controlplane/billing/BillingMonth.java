package io.millwright.controlplane.billing;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;

/** A calendar month in UTC: the period that prices, allowances and invoices are of. */
public record BillingMonth(YearMonth month) implements Comparable<BillingMonth> {

    private static final YearMonth FIRST = YearMonth.of(2000, 1);
    private static final YearMonth LAST = YearMonth.of(9999, 12);

    /** @throws IllegalArgumentException for a month that no bill can be of */
    public BillingMonth {
        if (month.isBefore(FIRST) || month.isAfter(LAST)) {
            throw new IllegalArgumentException("no bill is of the month " + month);
        }
    }

    /** The month that the instant lies in. */
    public static BillingMonth of(Instant instant) {
        return new BillingMonth(YearMonth.from(instant.atOffset(ZoneOffset.UTC)));
    }

    /** @throws java.time.DateTimeException if the text is not such as {@code 2026-11} */
    @JsonCreator
    public static BillingMonth parse(String text) {
        return new BillingMonth(YearMonth.parse(text));
    }

    public Instant start() {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** Exclusive. */
    public Instant end() {
        return month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** UTC has no summer time: 24 hours for each day. */
    public long hours() {
        return month.lengthOfMonth() * 24L;
    }

    public BillingMonth next() {
        return new BillingMonth(month.plusMonths(1));
    }

    @Override
    public int compareTo(BillingMonth other) {
        return month.compareTo(other.month);
    }

    @JsonValue
    @Override
    public String toString() {
        return month.toString();
    }
}

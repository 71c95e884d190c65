package io.millwright.quickstart.bill;

import io.millwright.wire.usage.MeterKey;
import io.millwright.wire.usage.UsageHour;
import io.millwright.wire.usage.UsageRow;
import io.millwright.wire.usage.UsageWindow;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Usage as a plant of the tier's size would make it, by day and night, with all that a runtime may do to it: revisions, some twice,
 * some late, some in the wrong order. It knows what it must come to.
 */
final class MadeUpUsage {

    private static final int WORKING_DAY_BEGINS = 6;
    private static final int WORKING_DAY_ENDS = 22;

    private final List<Published> published = new ArrayList<>();
    private final Map<MeterKey, BigDecimal> truth = new EnumMap<>(MeterKey.class);
    private final SplittableRandom random;
    private final Order order;

    /** A row, and when the runtime had it ready. */
    record Published(Instant at, UsageRow row) {}

    MadeUpUsage(Order order) {
        this.order = order;
        this.random = new SplittableRandom(ByteBuffer.wrap(order.seed()).getLong());
        BigDecimal stored = BigDecimal.ZERO;
        for (long hour = 0; hour < order.month().hours(); hour++) {
            UsageHour of = new UsageHour(order.month().start().plus(Duration.ofHours(hour)));
            long devices = devices() - random.nextLong(1 + devices() / 10);
            long messages = devices * (works(hour) ? 900 : 90) + random.nextLong(1_000);
            long points = messages * 8 + random.nextLong(100);
            stored = stored.add(BigDecimal.valueOf(points * 9, 9));
            window(MeterKey.MESSAGES, of, BigDecimal.valueOf(messages));
            window(MeterKey.POINTS, of, BigDecimal.valueOf(points));
            window(MeterKey.BYTES_IN, of, BigDecimal.valueOf(points * 13 + messages * 40));
            window(MeterKey.DEVICE_HOURS, of, BigDecimal.valueOf(devices));
            window(MeterKey.ACTIVE_SITES, of, BigDecimal.valueOf(3));
            window(MeterKey.STORAGE_GB_HOURS, of, stored);
        }
        published.sort(Comparator.comparing(Published::at));
    }

    private long devices() {
        return switch (order.tier()) {
            case "starter" -> 18;
            case "professional" -> 260;
            default -> 2_600;
        };
    }

    private static boolean works(long hour) {
        long ofDay = hour % 24;
        return ofDay >= WORKING_DAY_BEGINS && ofDay < WORKING_DAY_ENDS;
    }

    private void window(MeterKey meter, UsageHour hour, BigDecimal quantity) {
        UsageWindow window = new UsageWindow(order.tenant(), order.incarnation(), meter, hour, "runtime");
        truth.merge(meter, quantity, BigDecimal::add);
        int last = 1 + random.nextInt(2);
        for (int revision = 1; revision <= last; revision++) {
            BigDecimal part = revision == last ? quantity : BigDecimal.valueOf(quantity.longValue() / 2);
            publish(new UsageRow(window, revision, part), hour);
        }
    }

    private void publish(UsageRow row, UsageHour hour) {
        Duration late =
                Duration.ofMinutes(random.nextInt(100) == 0 ? random.nextInt(60 * 40) : 60 + random.nextInt(30));
        published.add(new Published(hour.start().plus(late), row));
        if (random.nextInt(50) == 0) {
            published.add(new Published(hour.start().plus(late).plusSeconds(3_600), row));
        }
    }

    /** In the order of publication, which is not that of the revisions. */
    List<Published> published() {
        return published;
    }

    /** What the ledger must come to, to the last digit. */
    Map<MeterKey, BigDecimal> truth() {
        return truth;
    }
}

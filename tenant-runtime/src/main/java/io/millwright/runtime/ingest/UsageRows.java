package io.millwright.runtime.ingest;

import io.millwright.wire.telemetry.TelemetryResult;
import io.millwright.wire.usage.MeterKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Counts what a batch stores, by the hour of the data, in its own transaction. One writer's slot of {@code usage_window}; for
 * one thread.
 */
final class UsageRows {

    private static final long HOUR = 3_600_000L;

    private static final int MOST_REMEMBERED = 100_000;

    private static final String FIRST_OF_SITE = """
        INSERT INTO site_hour (hour, site)
        SELECT to_timestamp(ms / 1000), name FROM unnest(?::bigint[], ?::text[]) AS n(ms, name) ORDER BY 1, 2
        ON CONFLICT DO NOTHING RETURNING (extract(epoch FROM hour) * 1000)::bigint\
        """;

    private static final String COUNT = """
        INSERT INTO usage_window AS w (meter, hour, source, slot, quantity)
        SELECT meter, to_timestamp(ms / 1000), 'runtime', ?, quantity
        FROM unnest(?::text[], ?::bigint[], ?::bigint[]) AS n(meter, ms, quantity) ORDER BY 1, 2
        ON CONFLICT (meter, hour, source, slot) DO UPDATE SET quantity = w.quantity + excluded.quantity, dirty = true\
        """;

    private static final String ARRIVED = """
        INSERT INTO arrival_hour AS a (hour, slot, stored, duplicate, quarantined, gaps, dropped, held)
        VALUES (to_timestamp(?), ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (hour, slot) DO UPDATE SET stored = a.stored + excluded.stored,
            duplicate = a.duplicate + excluded.duplicate, quarantined = a.quarantined + excluded.quarantined,
            gaps = a.gaps + excluded.gaps, dropped = a.dropped + excluded.dropped, held = a.held + excluded.held\
        """;

    /** Where something of an hour was stored. */
    private record SiteHour(long hour, String site) {}

    private record Window(MeterKey meter, long hour) {}

    private final int slot;
    private final Set<SiteHour> sites = new HashSet<>();

    UsageRows(int slot) {
        this.slot = slot;
    }

    /**
     * The last statements before the commit: whatever waits for a row of these waits for one commit at most.
     *
     * @param held how many messages were held that are in no batch
     */
    void save(Connection connection, List<Decoded> messages, int held, long now) throws SQLException {
        Map<Window, Long> counted = new TreeMap<>(
                Comparator.comparing((Window window) -> window.meter().key()).thenComparingLong(Window::hour));
        DeviceHourRows devices = new DeviceHourRows();
        Set<SiteHour> newSites = new HashSet<>();
        for (Decoded message : messages) {
            if (message.outcome == Decoded.Outcome.STORED
                    && message.result instanceof TelemetryResult.Measured measured) {
                long hour = measured.time() / HOUR * HOUR;
                devices.add(hour, message.device(), measured.goodPoints(), message.arrival.payload().length);
                SiteHour site = new SiteHour(hour, message.site());
                if (!sites.contains(site)) {
                    newSites.add(site);
                }
            }
        }
        devices.forEach((hour, sent, points, bytes) -> {
            counted.merge(new Window(MeterKey.MESSAGES, hour), sent, Long::sum);
            counted.merge(new Window(MeterKey.POINTS, hour), points, Long::sum);
            counted.merge(new Window(MeterKey.BYTES_IN, hour), bytes, Long::sum);
        });
        for (long hour : devices.save(connection)) {
            counted.merge(new Window(MeterKey.DEVICE_HOURS, hour), 1L, Long::sum);
        }
        first(connection, newSites, counted);
        arrived(connection, messages, held, now);
        if (!counted.isEmpty()) {
            count(connection, counted);
        }
    }

    private static void first(Connection connection, Set<SiteHour> fresh, Map<Window, Long> counted)
            throws SQLException {
        if (fresh.isEmpty()) {
            return;
        }
        List<SiteHour> each = new ArrayList<>(fresh);
        try (PreparedStatement insert = connection.prepareStatement(FIRST_OF_SITE)) {
            insert.setArray(
                    1,
                    connection.createArrayOf(
                            "int8",
                            each.stream().map(one -> (Object) one.hour()).toArray()));
            insert.setArray(
                    2,
                    connection.createArrayOf(
                            "text", each.stream().map(SiteHour::site).toArray()));
            try (ResultSet inserted = insert.executeQuery()) {
                while (inserted.next()) {
                    counted.merge(new Window(MeterKey.ACTIVE_SITES, inserted.getLong(1)), 1L, Long::sum);
                }
            }
        }
    }

    private void arrived(Connection connection, List<Decoded> messages, int held, long now) throws SQLException {
        Map<Decoded.Outcome, Integer> outcomes = new HashMap<>();
        for (Decoded message : messages) {
            if (message.arrival.telemetry() && !message.replayed) {
                outcomes.merge(message.outcome, 1, Integer::sum);
            }
        }
        if (outcomes.isEmpty() && held == 0) {
            return;
        }
        try (PreparedStatement upsert = connection.prepareStatement(ARRIVED)) {
            upsert.setLong(1, now / HOUR * HOUR / 1_000);
            upsert.setInt(2, slot);
            upsert.setInt(3, outcomes.getOrDefault(Decoded.Outcome.STORED, 0));
            upsert.setInt(4, outcomes.getOrDefault(Decoded.Outcome.DUPLICATE, 0));
            upsert.setInt(5, outcomes.getOrDefault(Decoded.Outcome.QUARANTINED, 0));
            upsert.setInt(6, outcomes.getOrDefault(Decoded.Outcome.GAP, 0));
            upsert.setInt(7, outcomes.getOrDefault(Decoded.Outcome.DROPPED, 0));
            upsert.setInt(8, held);
            upsert.executeUpdate();
        }
    }

    private void count(Connection connection, Map<Window, Long> counted) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(COUNT)) {
            upsert.setInt(1, slot);
            upsert.setArray(
                    2,
                    connection.createArrayOf(
                            "text",
                            counted.keySet().stream()
                                    .map(window -> window.meter().key())
                                    .toArray()));
            upsert.setArray(
                    3,
                    connection.createArrayOf(
                            "int8",
                            counted.keySet().stream()
                                    .map(window -> (Object) window.hour())
                                    .toArray()));
            upsert.setArray(4, connection.createArrayOf("int8", counted.values().toArray()));
            upsert.executeUpdate();
        }
    }

    /** After the commit: only now is it certain that these hours are counted. */
    void committed(List<Decoded> messages) {
        if (sites.size() > MOST_REMEMBERED) {
            sites.clear();
        }
        for (Decoded message : messages) {
            if (message.outcome == Decoded.Outcome.STORED
                    && message.result instanceof TelemetryResult.Measured measured) {
                long hour = measured.time() / HOUR * HOUR;
                sites.add(new SiteHour(hour, message.site()));
            }
        }
    }
}

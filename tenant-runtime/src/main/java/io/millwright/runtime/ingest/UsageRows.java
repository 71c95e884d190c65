package io.millwright.runtime.ingest;

import io.millwright.wire.telemetry.TelemetryResult;
import io.millwright.wire.usage.MeterKey;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Counts what a batch stores, by the hour of the data, in its own transaction. One writer's slot of {@code usage_window}; for
 * one thread.
 */
final class UsageRows {

    private static final long HOUR = 3_600_000L;

    private static final int MOST_REMEMBERED = 100_000;

    /** One statement for all of it: what is counted of devices and sites depends on whose row was not there yet. */
    private static final String COUNT =
            """
            WITH devices AS (
            %s
            ), sites AS (
            INSERT INTO site_hour (hour, site)
            SELECT to_timestamp(ms / 1000), name FROM unnest(?::bigint[], ?::text[]) AS n(ms, name) ORDER BY 1, 2
            ON CONFLICT DO NOTHING RETURNING hour
            ), counted AS (
            SELECT meter, to_timestamp(ms / 1000) AS hour, quantity
                FROM unnest(?::text[], ?::bigint[], ?::bigint[]) AS n(meter, ms, quantity)
            UNION ALL SELECT '%s', hour, count(*) FROM devices WHERE fresh GROUP BY hour
            UNION ALL SELECT '%s', hour, count(*) FROM sites GROUP BY hour
            )
            INSERT INTO usage_window AS w (meter, hour, source, slot, quantity)
            SELECT meter, hour, 'runtime', ?, quantity FROM counted ORDER BY 1, 2
            ON CONFLICT (meter, hour, source, slot) DO UPDATE SET quantity = w.quantity + excluded.quantity, dirty = true\
            """.formatted(DeviceHourRows.UPSERT, MeterKey.DEVICE_HOURS.key(), MeterKey.ACTIVE_SITES.key());

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
    void save(Connection connection, List<Decoded> messages, int held, long now, Together together) {
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
        arrived(messages, held, now, together);
        if (!devices.isEmpty()) {
            count(connection, devices, newSites, together);
        }
    }

    private void count(Connection connection, DeviceHourRows devices, Set<SiteHour> newSites, Together together) {
        Map<Window, Long> counted = new HashMap<>();
        devices.forEach((hour, sent, points, bytes) -> {
            counted.merge(new Window(MeterKey.MESSAGES, hour), sent, Long::sum);
            counted.merge(new Window(MeterKey.POINTS, hour), points, Long::sum);
            counted.merge(new Window(MeterKey.BYTES_IN, hour), bytes, Long::sum);
        });
        List<SiteHour> fresh = List.copyOf(newSites);
        List<Window> windows = List.copyOf(counted.keySet());
        together.add(COUNT, (upsert, first) -> {
            devices.set(connection, upsert, first);
            int next = first + DeviceHourRows.PARAMETERS;
            upsert.setArray(next++, longs(connection, fresh.stream().map(SiteHour::hour)));
            upsert.setArray(next++, texts(connection, fresh.stream().map(SiteHour::site)));
            upsert.setArray(
                    next++,
                    texts(
                            connection,
                            windows.stream().map(window -> window.meter().key())));
            upsert.setArray(next++, longs(connection, windows.stream().map(Window::hour)));
            upsert.setArray(next++, longs(connection, windows.stream().map(counted::get)));
            upsert.setInt(next, slot);
        });
    }

    private static Array longs(Connection connection, Stream<Long> values) throws SQLException {
        return connection.createArrayOf("int8", values.toArray());
    }

    private static Array texts(Connection connection, Stream<String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray());
    }

    private void arrived(List<Decoded> messages, int held, long now, Together together) {
        Map<Decoded.Outcome, Integer> outcomes = new HashMap<>();
        for (Decoded message : messages) {
            if (message.arrival.telemetry() && !message.replayed) {
                outcomes.merge(message.outcome, 1, Integer::sum);
            }
        }
        if (outcomes.isEmpty() && held == 0) {
            return;
        }
        together.add(ARRIVED, (upsert, first) -> {
            upsert.setLong(first, now / HOUR * HOUR / 1_000);
            upsert.setInt(first + 1, slot);
            upsert.setInt(first + 2, outcomes.getOrDefault(Decoded.Outcome.STORED, 0));
            upsert.setInt(first + 3, outcomes.getOrDefault(Decoded.Outcome.DUPLICATE, 0));
            upsert.setInt(first + 4, outcomes.getOrDefault(Decoded.Outcome.QUARANTINED, 0));
            upsert.setInt(first + 5, outcomes.getOrDefault(Decoded.Outcome.GAP, 0));
            upsert.setInt(first + 6, outcomes.getOrDefault(Decoded.Outcome.DROPPED, 0));
            upsert.setInt(first + 7, held);
        });
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

package io.millwright.runtime.ingest;

import io.millwright.wire.telemetry.TelemetryResult;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Table {@code device}: when each was last heard of, and what it says of itself. One writer's devices; for one thread. */
final class DeviceRows {

    /** How old {@code last_seen} may be of a device that sends all the time. */
    private static final Duration SEEN_EVERY = Duration.ofSeconds(5);

    private static final int MOST_REMEMBERED = 20_000;

    private static final String SEEN = """
        INSERT INTO device AS d (id, site, last_seen, status, status_ts)
        SELECT id, site, ?, status, to_timestamp(ms / 1000.0)
        FROM unnest(?::text[], ?::text[], ?::text[], ?::bigint[]) AS n(id, site, status, ms) ORDER BY id
        ON CONFLICT (id) DO UPDATE SET site = excluded.site, last_seen = greatest(d.last_seen, excluded.last_seen),
            status = CASE WHEN excluded.status_ts >= coalesce(d.status_ts, '-infinity')
                THEN excluded.status ELSE d.status END,
            status_ts = greatest(d.status_ts, excluded.status_ts)\
        """;

    private static final String STATE = """
        INSERT INTO device AS d (id, site, connected, state_at, last_seen, agent, configuration)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET site = excluded.site, connected = excluded.connected, state_at = excluded.state_at,
            last_seen = greatest(d.last_seen, excluded.last_seen), agent = coalesce(excluded.agent, d.agent),
            configuration = coalesce(excluded.configuration, d.configuration)\
        """;

    private static final String ACKNOWLEDGED = """
        INSERT INTO device AS d (id, site, last_seen, config_ack, config_error, config_at) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET last_seen = greatest(d.last_seen, excluded.last_seen),
            config_ack = coalesce(excluded.config_ack, d.config_ack), config_error = excluded.config_error,
            config_at = excluded.config_at\
        """;

    private record Known(Instant seen, @Nullable String status) {}

    private record Heard(String site, @Nullable String status, long statusTime) {}

    private final Map<String, Known> known = new HashMap<>();

    /** In the order of their ids, as every writer does. */
    void seen(Connection connection, List<Decoded> messages, Instant now, Together together) {
        Map<String, Heard> heard = new TreeMap<>();
        for (Decoded message : messages) {
            if (message.arrival.telemetry()) {
                hear(message, heard, now);
            }
        }
        if (!heard.isEmpty()) {
            seen(connection, heard, now, together);
        }
    }

    /** What devices say of themselves; rare, so each alone. */
    static void report(Connection connection, List<Decoded> messages, Instant now) throws SQLException {
        for (Decoded message : messages) {
            if (message.reports()) {
                report(connection, message, now);
            }
        }
    }

    private void hear(Decoded message, Map<String, Heard> heard, Instant now) {
        Known before = known.get(message.device());
        String status = statusOf(message);
        long time = message.result instanceof TelemetryResult.Measured measured ? measured.time() : 0;
        boolean due = before == null || before.seen().plus(SEEN_EVERY).isBefore(now);
        boolean news = status != null && (before == null || !status.equals(before.status()));
        if (due || news) {
            Heard already = heard.get(message.device());
            if (already == null || (status != null && time >= already.statusTime())) {
                heard.put(message.device(), new Heard(message.site(), status, time));
            }
        }
    }

    private static void seen(Connection connection, Map<String, Heard> heard, Instant now, Together together) {
        together.add(SEEN, (upsert, first) -> {
            upsert.setObject(first, utc(now));
            upsert.setArray(
                    first + 1, connection.createArrayOf("text", heard.keySet().toArray()));
            upsert.setArray(
                    first + 2,
                    connection.createArrayOf(
                            "text", heard.values().stream().map(Heard::site).toArray()));
            upsert.setArray(
                    first + 3,
                    connection.createArrayOf(
                            "text", heard.values().stream().map(Heard::status).toArray()));
            upsert.setArray(
                    first + 4,
                    connection.createArrayOf(
                            "int8",
                            heard.values().stream()
                                    .map(each -> each.status() == null ? null : (Object) each.statusTime())
                                    .toArray()));
        });
    }

    private static void report(Connection connection, Decoded message, Instant now) throws SQLException {
        switch (message.report()) {
            case DeviceReport.State(boolean online, @Nullable String agent, @Nullable String configuration) -> {
                try (PreparedStatement upsert = connection.prepareStatement(STATE)) {
                    upsert.setString(1, message.device());
                    upsert.setString(2, message.site());
                    upsert.setBoolean(3, online);
                    upsert.setObject(4, utc(now));
                    upsert.setObject(5, utc(now));
                    upsert.setString(6, agent);
                    upsert.setString(7, configuration);
                    upsert.executeUpdate();
                }
            }
            case DeviceReport.ConfigurationAnswer(@Nullable String hash, @Nullable String error) -> {
                try (PreparedStatement upsert = connection.prepareStatement(ACKNOWLEDGED)) {
                    upsert.setString(1, message.device());
                    upsert.setString(2, message.site());
                    upsert.setObject(3, utc(now));
                    upsert.setString(4, error == null ? hash : null);
                    upsert.setString(5, error);
                    upsert.setObject(6, utc(now));
                    upsert.executeUpdate();
                }
            }
            case DeviceReport.Unreadable() -> {}
        }
    }

    /** After the commit. */
    void committed(List<Decoded> messages, Instant now) {
        if (known.size() > MOST_REMEMBERED) {
            known.clear();
        }
        for (Decoded message : messages) {
            if (message.arrival.telemetry()) {
                known.merge(message.device(), new Known(now, statusOf(message)), DeviceRows::newer);
            }
        }
    }

    private static Known newer(Known before, Known now) {
        boolean due = before.seen().plus(SEEN_EVERY).isBefore(now.seen());
        boolean same = now.status() == null || now.status().equals(before.status());
        return !due && same
                ? before
                : new Known(due ? now.seen() : before.seen(), now.status() == null ? before.status() : now.status());
    }

    private static @Nullable String statusOf(Decoded message) {
        return message.outcome == Decoded.Outcome.STORED && message.result instanceof TelemetryResult.Measured measured
                ? measured.status()
                : null;
    }

    private static OffsetDateTime utc(Instant instant) {
        return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}

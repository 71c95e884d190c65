package io.millwright.runtime.rollup;

import io.millwright.runtime.TestDatabase;
import io.millwright.runtime.ingest.Arrival;
import io.millwright.runtime.ingest.DecodedIngest;
import io.millwright.wire.DeviceId;
import io.millwright.wire.DeviceTopic;
import io.millwright.wire.SiteId;
import io.millwright.wire.TenantId;
import io.millwright.wire.TopicKind;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/** Devices of one tenant on a clock of their own, and what rolls their points up. */
final class Plant {

    /** 2026-05-28T20:30:00Z. */
    static final long START = 1_780_000_200_000L;

    private final AtomicLong now = new AtomicLong(START);
    private final AtomicLong seq = new AtomicLong();
    private final TestDatabase database;
    private Duration retention = Duration.ofDays(7);

    Plant(TestDatabase database) {
        this.database = database;
    }

    Plant keeping(Duration raw) {
        retention = raw;
        return this;
    }

    Instant now() {
        return Instant.ofEpochMilli(now.get());
    }

    void pass(Duration time) {
        now.addAndGet(time.toMillis());
    }

    DecodedIngest ingest(DataSource writer, int slot) {
        return new DecodedIngest(writer, () -> retention, clock(), slot);
    }

    DecodedIngest ingest() {
        return ingest(database.writer(), 0);
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now();
            }
        };
    }

    /** @param values members of a JSON object */
    Arrival message(String device, Instant ts, String values) {
        DeviceTopic topic =
                new DeviceTopic(new TenantId("acme"), new SiteId("bremen"), new DeviceId(device), TopicKind.TELEMETRY);
        String body = "{\"v\":1,\"stream\":\"s\",\"seq\":" + seq.incrementAndGet() + ",\"ts\":" + ts.toEpochMilli()
                + ",\"m\":{" + values + "}}";
        return new Arrival(topic, body.getBytes(StandardCharsets.UTF_8), () -> {});
    }

    void store(Instant ts, String values) throws SQLException {
        ingest().store(List.of(message("d1", ts, values)));
    }

    /** As a runtime makes it. */
    Connection connection() throws SQLException {
        Connection connection = database.connectAsWriter("test-rollups");
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET synchronous_commit = off");
        }
        return connection;
    }

    Rollups.Turn turn(Rollups rollups, Duration budget) throws SQLException {
        try (Connection connection = connection()) {
            return rollups.turn(connection, retention, now(), budget, () -> false);
        }
    }

    /** As a runtime that has just been started. */
    Rollups.Turn turn() throws SQLException {
        return turn(new Rollups(), Duration.ofMinutes(5));
    }
}

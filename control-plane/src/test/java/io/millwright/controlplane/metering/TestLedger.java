package io.millwright.controlplane.metering;

import io.millwright.controlplane.runtime.RuntimeAnswer;
import io.millwright.controlplane.runtime.RuntimeReports.UsagePage;
import io.millwright.wire.TenantId;
import io.millwright.wire.usage.MeterKey;
import io.millwright.wire.usage.UsageHour;
import io.millwright.wire.usage.UsageRow;
import io.millwright.wire.usage.UsageWindow;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A ledger on a real PostgreSQL that syncs, with a clock that stands still and everything an alarm was told. */
public final class TestLedger implements AutoCloseable, LedgerAlarm {

    public static final Instant NOW = Instant.parse("2026-11-20T12:30:00Z");
    public static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    public static final TenantId ACME = new TenantId("acme");
    public static final String FIRST_LIFE = "01JDZY7A8B9CDEFGHJKMNPQRST";
    public static final String SECOND_LIFE = "01JDZY7A8B9CDEFGHJKMNPQRSV";

    private final EmbeddedPostgres postgres;
    public final DataSource database;
    public final JdbcClient sql;
    public final Ledger ledger;
    public final Usage usage;
    public final List<String> alarms = new ArrayList<>();

    public TestLedger() throws IOException {
        postgres = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
        database = postgres.getPostgresDatabase();
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/platform")
                .outOfOrder(true)
                .load()
                .migrate();
        sql = JdbcClient.create(database);
        ledger = new Ledger(database, this, CLOCK);
        usage = new Usage(database);
    }

    /** Forgets everything, as nobody but a test can. */
    public void clear() {
        sql.sql("""
            SET session_replication_role = replica;
            TRUNCATE ledger, ledger_head, ledger_window, usage_contradiction, api_call_hour,
                     tier_change, tier_end, invoice, invoiced_amount;
            SET session_replication_role = origin
            """).update();
        alarms.clear();
    }

    public UsageCollector collector(UsageSource source) {
        return new UsageCollector(source, ledger, this, 100);
    }

    /** A runtime that publishes these rows in this order, with the position as cursor. */
    static UsageSource runtime(List<UsageRow> rows) {
        return (_, after, limit) -> {
            int from = after.isEmpty() ? 0 : Integer.parseInt(after);
            int to = Math.min(rows.size(), from + limit);
            return new RuntimeAnswer.Known<>(new UsagePage(rows.subList(from, to), Integer.toString(to)));
        };
    }

    /** The first hour is that of 1 November 2026. */
    public static UsageRow row(TenantId tenant, String life, MeterKey meter, long hour, long revision, long quantity) {
        Instant start = Instant.parse("2026-11-01T00:00:00Z").plus(Duration.ofHours(hour));
        UsageWindow window = new UsageWindow(tenant, life, meter, new UsageHour(start), "runtime");
        return UsageRow.of(window, revision, quantity);
    }

    static UsageRow messages(long hour, long revision, long quantity) {
        return row(ACME, FIRST_LIFE, MeterKey.MESSAGES, hour, revision, quantity);
    }

    @Override
    public void contradiction(TenantId tenant, UsageRow row, String sentence) {
        alarms.add(tenant + ": " + sentence);
    }

    @Override
    public void foreign(TenantId tenant) {
        alarms.add(tenant + ": foreign");
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}

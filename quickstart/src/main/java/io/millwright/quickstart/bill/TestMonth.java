package io.millwright.quickstart.bill;

import com.zaxxer.hikari.HikariDataSource;
import io.millwright.controlplane.billing.Bills;
import io.millwright.controlplane.billing.Closing;
import io.millwright.controlplane.billing.InvoiceClosed;
import io.millwright.controlplane.billing.Invoices;
import io.millwright.controlplane.billing.Money;
import io.millwright.controlplane.billing.PriceCatalog;
import io.millwright.controlplane.billing.TierHistories;
import io.millwright.controlplane.billing.TierHistories.Life;
import io.millwright.controlplane.billing.file.BillFiles;
import io.millwright.controlplane.metering.Collected;
import io.millwright.controlplane.metering.Granularity;
import io.millwright.controlplane.metering.Ledger;
import io.millwright.controlplane.metering.LedgerAlarm;
import io.millwright.controlplane.metering.Usage;
import io.millwright.controlplane.metering.UsageCollector;
import io.millwright.controlplane.metering.UsageSource;
import io.millwright.controlplane.runtime.RuntimeAnswer;
import io.millwright.controlplane.runtime.RuntimeReports.UsagePage;
import io.millwright.quickstart.directory.FreePort;
import io.millwright.quickstart.directory.StartRefused;
import io.millwright.quickstart.postgres.LocalPostgres;
import io.millwright.wire.TenantId;
import io.millwright.wire.usage.MeterKey;
import io.millwright.wire.usage.UsageRow;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** One month through the platform's own collector, ledger, rating and close, on a database that lives as long as this does. */
final class TestMonth {

    private static final int PAGE = 500;
    private static final Duration GRACE = Duration.ofHours(48);
    private static final Duration NOON = Duration.ofHours(12);

    private final Order order;
    private final Life life;
    private final TestClock clock;
    private final MadeUpUsage made;
    private final TierHistories histories;
    private final Usage usage;
    private final UsageCollector collector;
    private final Closing closing;
    private final BillFiles files;
    private final List<InvoiceClosed> closed = new ArrayList<>();

    /** The bill, and what of it is worth a sentence. */
    record Outcome(byte[] file, Money total, String invoice, long entries) {}

    private TestMonth(Order order, PriceCatalog prices, DataSource database) {
        this.order = order;
        life = new Life(order.tenant(), order.incarnation());
        clock = new TestClock(order.month().start());
        made = new MadeUpUsage(order);
        histories = new TierHistories(database);
        usage = new Usage(database);
        LedgerAlarm alarm = new NoAlarm();
        collector = new UsageCollector(runtime(), new Ledger(database, alarm, clock), alarm, PAGE);
        Invoices invoices = new Invoices(database);
        Bills bills = new Bills(usage, histories, invoices, prices, clock);
        closing = new Closing(database, histories, invoices, bills, closed::add, GRACE, clock);
        files = new BillFiles(database, bills, usage, histories);
    }

    static Outcome run(Order order, PriceCatalog prices, Path directory) throws StartRefused, IOException {
        try (LocalPostgres postgres = LocalPostgres.start(
                        directory.resolve("postgres"),
                        FreePort.choose(),
                        UUID.randomUUID().toString());
                HikariDataSource database = new HikariDataSource()) {
            database.setJdbcUrl(postgres.url() + "postgres");
            database.setUsername(postgres.username());
            database.setPassword(postgres.password());
            Flyway.configure()
                    .dataSource(database)
                    .locations("classpath:db/platform")
                    .outOfOrder(true)
                    .load()
                    .migrate();
            return new TestMonth(order, prices, database).run();
        }
    }

    private Outcome run() {
        ran(order.tier());
        Instant closable = order.month().end().plus(GRACE);
        Optional<Instant> change = order.change()
                .map(to -> order.month()
                        .start()
                        .plus(Duration.ofDays(to.day() - 1L))
                        .plus(NOON));
        while (clock.instant().isBefore(closable)) {
            clock.advance(Duration.ofHours(1));
            if (change.filter(clock.instant()::equals).isPresent()) {
                ran(order.change().orElseThrow().tier());
            }
            collect();
        }
        check();
        closing.close(life);
        byte[] file = files.of(life, order.month()).orElseThrow();
        InvoiceClosed invoice = closed.getFirst();
        return new Outcome(
                file,
                invoice.total(),
                invoice.number(),
                usage.head(life.tenant(), life.incarnation()).position());
    }

    private void ran(String tier) {
        histories.ran(life.tenant(), life.incarnation(), tier, order.month().start(), clock.instant());
    }

    private void collect() {
        Collected collected = collector.collect(life.tenant(), life.incarnation());
        if (collected instanceof Collected.Failed failed) {
            throw new IllegalStateException("usage could not be collected: " + failed.reason());
        }
    }

    /** The ledger is believed only if it comes to what was made up. */
    private void check() {
        for (Map.Entry<MeterKey, BigDecimal> meter : made.truth().entrySet()) {
            BigDecimal metered = usage
                    .sums(
                            life.tenant(),
                            life.incarnation(),
                            order.month().start(),
                            order.month().end(),
                            Optional.of(meter.getKey()),
                            Granularity.TOTAL)
                    .stream()
                    .map(Usage.Sum::quantity)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            if (metered.compareTo(meter.getValue()) != 0) {
                throw new IllegalStateException(
                        "the ledger has " + metered + " " + meter.getKey().key() + " instead of " + meter.getValue());
            }
        }
    }

    /** Rows that are published by now; the cursor counts them. */
    private UsageSource runtime() {
        return (_, after, limit) -> {
            int from = after.isEmpty() ? 0 : Integer.parseInt(after);
            List<UsageRow> rows = made.published().stream()
                    .skip(from)
                    .limit(limit)
                    .takeWhile(published -> !published.at().isAfter(clock.instant()))
                    .map(MadeUpUsage.Published::row)
                    .toList();
            return new RuntimeAnswer.Known<>(new UsagePage(rows, Integer.toString(from + rows.size())));
        };
    }

    /** Made-up usage contradicts nothing: an alarm is a fault of ours. */
    private static final class NoAlarm implements LedgerAlarm {

        @Override
        public void contradiction(TenantId tenant, UsageRow row, String sentence) {
            throw new IllegalStateException("made-up usage was refused: " + sentence);
        }

        @Override
        public void foreign(TenantId tenant) {
            throw new IllegalStateException("made-up usage is not the tenant's");
        }
    }
}

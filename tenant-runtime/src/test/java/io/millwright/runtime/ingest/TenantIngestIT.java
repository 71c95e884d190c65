package io.millwright.runtime.ingest;

import static io.millwright.runtime.ingest.Messages.batch;
import static io.millwright.runtime.ingest.Messages.telemetry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millwright.runtime.DatabaseIT;
import io.millwright.runtime.live.CommittedPoint;
import io.millwright.runtime.live.CommittedPoints;
import io.millwright.wire.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Queues, bounds and acknowledgements around a real database. */
class TenantIngestIT extends DatabaseIT {

    private static final TenantId ACME = new TenantId("acme");

    private final List<String> receipts = new CopyOnWriteArrayList<>();

    private final List<CommittedPoint> live = new CopyOnWriteArrayList<>();

    private final AtomicInteger acknowledged = new AtomicInteger();

    @BeforeEach
    void forget() {
        receipts.clear();
        live.clear();
        acknowledged.set(0);
    }

    private void writerMayStore(boolean may) throws Exception {
        String writer = " \"" + name() + "_writer\"";
        database.asOwner(may ? "GRANT INSERT ON sample TO" + writer : "REVOKE INSERT ON sample FROM" + writer);
    }

    private TenantIngest ingest(MemoryBudget memory) {
        CommittedPoints listeners = new CommittedPoints() {
            @Override
            public boolean wanted(TenantId tenant) {
                return tenant.equals(ACME);
            }

            @Override
            public void committed(TenantId tenant, List<CommittedPoint> points) {
                live.addAll(points);
            }
        };
        return new TenantIngest(
                ACME,
                database.writer(),
                new IngestPolicy(false, 1_000, Duration.ofDays(7)),
                new TenantIngest.Surroundings(
                        Clock.fixed(Instant.ofEpochMilli(Messages.NOW), ZoneOffset.UTC),
                        memory,
                        Turns.ofThisProcess(),
                        (topic, receipt) -> CompletableFuture.completedFuture(receipts.add(topic)),
                        listeners,
                        () -> {}));
    }

    private static ConditionFactory soon() {
        return await().atMost(60, TimeUnit.SECONDS).pollInterval(Duration.ofMillis(20));
    }

    private Arrival message(long seq) {
        Arrival plain = telemetry("d1", batch("s", seq));
        return new Arrival(plain.topic(), plain.payload(), acknowledged::incrementAndGet);
    }

    @Test
    void listeners_hear_each_point_once_and_with_what_it_was() {
        try (TenantIngest ingest = ingest(new MemoryBudget(1_000_000))) {
            ingest.offer(message(1));
            soon().until(() -> acknowledged.get() == 1);
            ingest.offer(message(1));
            soon().until(() -> acknowledged.get() == 2);
        }
        assertThat(live)
                .containsExactly(
                        new CommittedPoint("d1", "a", null, Messages.NOW + 1, 1L, 192),
                        new CommittedPoint("d1", "a", null, Messages.NOW + 2, 1.5, 192));
        assertThat(receipts).containsExactly("mw/v1/acme/bremen/d1/receipt", "mw/v1/acme/bremen/d1/receipt");
    }

    @Test
    void beyond_the_memory_allowed_messages_are_turned_away_until_all_that_waits_is_settled() throws Exception {
        writerMayStore(false);
        MemoryBudget memory = new MemoryBudget(2_000);
        try (TenantIngest ingest = ingest(memory)) {
            List<Boolean> taken = new ArrayList<>();
            for (long seq = 1; seq <= 10; seq++) {
                taken.add(ingest.offer(message(seq)));
            }
            assertThat(taken).startsWith(true, true).endsWith(false, false);
            assertThat(ingest.drained()).isFalse();
            assertThat(acknowledged).hasValue(0);
            soon().until(() -> !ingest.trouble().isEmpty());

            writerMayStore(true);

            soon().until(ingest::drained);
            assertThat(ingest.trouble()).isEmpty();
            assertThat(acknowledged.get())
                    .isEqualTo((int) taken.stream().filter(each -> each).count());
            assertThat(ingest.offer(message(11))).as("still asking the broker").isFalse();

            ingest.resume();
            assertThat(ingest.offer(message(11))).isTrue();
            soon().until(() -> database.one("SELECT max(highest) FROM stream").equals("11"));
        }
    }

    @Test
    void what_is_not_stored_when_it_is_closed_is_not_acknowledged_and_gives_its_memory_back() throws Exception {
        writerMayStore(false);
        MemoryBudget memory = new MemoryBudget(10_000);
        TenantIngest ingest = ingest(memory);
        ingest.offer(message(1));
        soon().until(() -> !ingest.trouble().isEmpty());

        ingest.close();

        assertThat(acknowledged).hasValue(0);
        assertThat(ingest.offer(message(2))).isFalse();
        assertThat(memory.take(10_000, 0)).as("all of it is free").isTrue();
    }

    @Test
    void a_server_that_is_killed_and_comes_back_loses_and_doubles_nothing() throws Exception {
        try (TenantIngest ingest = ingest(new MemoryBudget(10_000_000))) {
            for (long seq = 1; seq <= 500; seq++) {
                ingest.offer(message(seq));
                if (seq == 200) {
                    historian.crash();
                }
            }
            soon().until(() -> acknowledged.get() == 500);
        }
        assertThat(database.one("SELECT count(*), count(DISTINCT value) FROM sample"))
                .isEqualTo("1000 1000");
        assertThat(database.counted("messages")).isEqualTo(500);
        assertThat(database.one("SELECT highest, missing FROM stream")).isEqualTo("500 {}");
    }
}

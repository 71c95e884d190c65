package io.millwright.runtime.ingest;

import static io.millwright.runtime.ingest.Messages.NOW;
import static io.millwright.runtime.ingest.Messages.batch;
import static io.millwright.runtime.ingest.Messages.telemetry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millwright.runtime.DatabaseIT;
import io.millwright.runtime.live.CommittedPoints;
import io.millwright.runtime.tenant.TenantConfiguration.Quota;
import io.millwright.wire.SparkplugTopic;
import io.millwright.wire.TenantId;
import io.millwright.wire.sparkplug.Payload;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What devices may send and have, against a real database. */
class QuotaIT extends DatabaseIT {

    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC);

    private static final long MUCH = 1_000_000_000;

    private final List<String> receipts = new CopyOnWriteArrayList<>();

    private final List<String> acknowledged = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void forget() {
        receipts.clear();
        acknowledged.clear();
    }

    private DecodedIngest ingest(SeriesQuota quota) {
        return new DecodedIngest(database.writer(), () -> Duration.ofDays(7), quota, CLOCK, 0);
    }

    private static SeriesQuota series(long ofDevice, long ofTenant) {
        return new SeriesQuota(() -> ofDevice, () -> ofTenant);
    }

    /** So many tags, from this number on, one point each. */
    private static Arrival tags(String device, long seq, int from, int many) {
        StringBuilder body =
                new StringBuilder("{\"v\":1,\"stream\":\"s\",\"seq\":" + seq + ",\"ts\":" + NOW + ",\"m\":{");
        for (int i = from; i < from + many; i++) {
            body.append(i == from ? "" : ",")
                    .append("\"t")
                    .append(i)
                    .append("\":")
                    .append(i);
        }
        return telemetry(device, body.append("}}").toString());
    }

    @Test
    void a_hundred_thousand_tags_of_one_device_stop_at_its_quota_and_its_neighbours_lose_nothing() throws SQLException {
        DecodedIngest ingest = ingest(series(1_500, MUCH));
        for (int message = 0; message < 100; message += 10) {
            List<Arrival> together = new ArrayList<>();
            for (int i = message; i < message + 10; i++) {
                together.add(tags("flood", i + 1, i * 1_000, 1_000));
                together.add(telemetry("calm", batch("s", i + 1)));
            }
            ingest.store(together);
        }

        assertThat(database.read("SELECT device, count(*) FROM series GROUP BY 1 ORDER BY 1"))
                .containsExactly("calm 1", "flood 1500");
        assertThat(database.read(
                        "SELECT device, count(*) FROM sample JOIN series s ON s.id = series_id GROUP BY 1 ORDER"
                                + " BY 1"))
                .containsExactly("calm 200", "flood 1500");
        assertThat(database.read("SELECT reason, count(*), count(DISTINCT seq) FROM quarantine GROUP BY 1"))
                .containsExactly("series_quota 99 99");
        assertThat(database.one("SELECT stored, quarantined FROM arrival_hour")).isEqualTo("102 98");
        assertThat(database.counted("points"))
                .as("what is quarantined is not billed")
                .isEqualTo(1_700);
        assertThat(database.counted("messages")).isEqualTo(102);
        assertThat(database.read("SELECT device, highest, missing FROM stream ORDER BY 1"))
                .as("quarantined is settled")
                .containsExactly("calm 100 {}", "flood 100 {}");
        assertThat(ingest.series()).as("what is refused is not remembered").isEqualTo(1_501);
    }

    @Test
    void a_sparkplug_birth_beyond_the_quota_is_heard_once_though_its_batch_is_read_twice() throws SQLException {
        DecodedIngest ingest = ingest(series(2, MUCH));
        ingest.store(List.of(
                sparkplug(
                        "NBIRTH",
                        Payload.at(NOW, 0)
                                .bdSeq(1)
                                .born("a", 1, 3, NOW, value -> value.integer(1))
                                .born("b", 2, 12, NOW, value -> value.string("text"))
                                .born("c", 3, 10, NOW, value -> value.real(0.5))),
                sparkplug("NDATA", Payload.at(NOW, 1).data(1, NOW, value -> value.integer(2)))));
        ingest.store(List.of(sparkplug(
                "NDATA",
                Payload.at(NOW, 2).data(2, NOW, value -> value.string("more")).data(3, NOW, value -> value.real(1)))));

        assertThat(database.read("SELECT s.tag, p.value, p.text_value FROM sample p JOIN series s ON s.id = series_id"
                        + " ORDER BY s.tag, p.value, p.text_value"))
                .containsExactly("a 1 null", "a 2 null", "b null more", "b null text");
        assertThat(database.read("SELECT reason, tag FROM quarantine ORDER BY id"))
                .containsExactly("series_quota c", "series_quota c");
        assertThat(database.one("SELECT births, gaps, lost FROM edge_node")).isEqualTo("1 0 0");
        assertThat(database.counted("points")).isEqualTo(4);
        assertThat(database.counted("messages")).isEqualTo(3);
    }

    private static Arrival sparkplug(String kind, Payload payload) {
        SparkplugTopic topic =
                SparkplugTopic.parse("spBv1.0/acme/" + kind + "/bremen.d1").orElseThrow();
        return Arrival.of(topic, payload.bytes(), () -> {});
    }

    @Test
    void a_refused_tag_is_quarantined_with_its_own_bytes_and_the_rest_of_its_message_is_stored() throws SQLException {
        DecodedIngest ingest = ingest(series(3, MUCH));
        ingest.store(List.of(tags("d1", 1, 0, 2)));
        ingest.store(List.of(tags("d1", 2, 0, 4), tags("d1", 3, 3, 1)));

        assertThat(database.read("SELECT tag, seq, convert_from(payload, 'UTF8') FROM quarantine ORDER BY id"))
                .containsExactly("t3 2 \"t3\":3", "t3 3 \"t3\":3");
        assertThat(database.one("SELECT count(*) FROM sample")).isEqualTo("5");
        assertThat(database.counted("points")).isEqualTo(5);
        assertThat(database.counted("messages")).isEqualTo(2);
    }

    @Test
    void all_devices_together_stop_at_the_tenants_quota_and_go_on_with_the_series_that_they_have() throws SQLException {
        DecodedIngest ingest = ingest(series(MUCH, 5));
        ingest.store(List.of(tags("d1", 1, 0, 3), tags("d2", 1, 0, 3)));
        ingest.store(List.of(tags("d1", 2, 0, 4), tags("d2", 2, 0, 3), tags("d3", 1, 0, 1)));

        assertThat(database.read("SELECT device, count(*) FROM series GROUP BY 1 ORDER BY 1"))
                .containsExactly("d1 3", "d2 2");
        assertThat(database.read("SELECT device, tag FROM quarantine ORDER BY id"))
                .containsExactly("d2 t2", "d1 t3", "d2 t2", "d3 t0");
        assertThat(database.one("SELECT count(*) FROM sample")).isEqualTo("10");
    }

    @Test
    void a_raised_quota_is_felt_by_the_next_batch() throws SQLException {
        AtomicLong most = new AtomicLong(1);
        DecodedIngest ingest = ingest(new SeriesQuota(most::get, () -> MUCH));
        ingest.store(List.of(tags("d1", 1, 0, 2)));
        most.set(2);
        ingest.store(List.of(tags("d1", 2, 0, 2)));

        assertThat(database.one("SELECT count(*) FROM series")).isEqualTo("2");
        assertThat(database.one("SELECT count(*) FROM sample")).isEqualTo("3");
    }

    private TenantIngest ingest(Quota all) {
        return new TenantIngest(
                new TenantId("acme"),
                database.writer(),
                new IngestPolicy(false, all, all, Duration.ofDays(7)),
                new TenantIngest.Surroundings(
                        CLOCK,
                        new MemoryBudget(100_000_000),
                        Turns.ofThisProcess(),
                        (topic, receipt) -> CompletableFuture.completedFuture(
                                receipts.add(new String(receipt, StandardCharsets.UTF_8))),
                        CommittedPoints.UNHEARD,
                        () -> {}));
    }

    private void offer(TenantIngest ingest, String device, long seq) {
        Arrival plain = telemetry(device, batch("s", seq));
        assertThat(ingest.offer(new Arrival(plain.topic(), plain.payload(), () -> acknowledged.add(device))))
                .isTrue();
    }

    private static void soon(Condition condition) {
        await().atMost(60, TimeUnit.SECONDS).pollInterval(Duration.ofMillis(20)).until(condition::holds);
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    @Test
    void what_is_held_is_counted_and_acknowledged_and_asked_to_wait_but_costs_no_transaction_each() throws Exception {
        try (TenantIngest ingest = ingest(new Quota(0, MUCH, MUCH, MUCH))) {
            for (long seq = 1; seq <= 2_000; seq++) {
                offer(ingest, "d1", seq);
            }
            soon(() -> acknowledged.size() == 2_000);
            soon(() -> database.one("SELECT coalesce(sum(held), 0) FROM arrival_hour")
                    .equals("2000"));
        }
        assertThat(receipts).isNotEmpty().allMatch(receipt -> receipt.contains("\"reason\":\"quota\""));
        assertThat(receipts).allMatch(receipt -> receipt.contains("\"committed\":0"));
        assertThat(database.one("SELECT count(*) FROM stream")).isEqualTo("0");
        assertThat(database.one("SELECT count(*) FROM series")).isEqualTo("0");
        assertThat(database.one("SELECT count(*) FROM usage_window")).isEqualTo("0");
    }

    @Test
    void a_device_with_a_backlog_does_not_delay_its_neighbours() throws Exception {
        database.asOwner("REVOKE INSERT ON sample FROM \"" + name() + "_writer\"");
        try (TenantIngest ingest = ingest(new Quota(MUCH, MUCH, MUCH, MUCH))) {
            LongConsumer fromDeep = seq -> offer(ingest, "deep", seq);
            fromDeep.accept(1);
            soon(() -> !ingest.trouble().isEmpty());
            for (long seq = 2; seq <= 20_000; seq++) {
                fromDeep.accept(seq);
            }
            for (String neighbour : List.of("n1", "n2", "n3", "n4")) {
                offer(ingest, neighbour, 1);
            }

            database.asOwner("GRANT INSERT ON sample TO \"" + name() + "_writer\"");

            soon(() -> acknowledged.size() == 20_004);
        }
        // One batch was tried and one read beside it, and the next has them: no batch has more than 5,000 messages.
        for (String neighbour : List.of("n1", "n2", "n3", "n4")) {
            assertThat(acknowledged.indexOf(neighbour)).isLessThan(15_000);
        }
        assertThat(database.one("SELECT count(*) FROM sample")).isEqualTo("40008");
    }
}

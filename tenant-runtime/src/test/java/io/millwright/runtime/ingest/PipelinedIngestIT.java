package io.millwright.runtime.ingest;

import static io.millwright.runtime.ingest.Messages.batch;
import static io.millwright.runtime.ingest.Messages.telemetry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millwright.runtime.DatabaseIT;
import io.millwright.runtime.ingest.CommitGate.Way;
import io.millwright.runtime.live.CommittedPoints;
import io.millwright.wire.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A batch is written while the one before it is being committed, on a real database. */
class PipelinedIngestIT extends DatabaseIT {

    /** Of two points each: a batch of them does not wait for the commit before it. */
    private static final long MANY = 1_200;

    private final List<Long> acknowledged = new CopyOnWriteArrayList<>();

    @SuppressWarnings("NullAway.Init")
    private CommitGate gate;

    @BeforeEach
    void closeTheGate() throws Exception {
        gate = new CommitGate(database.writer());
        acknowledged.clear();
    }

    private TenantIngest ingest() {
        return new TenantIngest(
                new TenantId("acme"),
                gate.database(),
                new IngestPolicy(false, 1_000_000, Duration.ofDays(7)),
                new TenantIngest.Surroundings(
                        Clock.fixed(Instant.ofEpochMilli(Messages.NOW), ZoneOffset.UTC),
                        new MemoryBudget(100_000_000),
                        Turns.ofThisProcess(),
                        (_, _) -> CompletableFuture.completedFuture(null),
                        CommittedPoints.UNHEARD,
                        () -> {}));
    }

    private void offer(TenantIngest ingest, String device, long seq) {
        Arrival plain = telemetry(device, batch("s", seq));
        ingest.offer(new Arrival(plain.topic(), plain.payload(), () -> acknowledged.add(seq)));
    }

    /** The first message is under way to its commit, and many more of the device are there. */
    private void oneUnderWayAndManyBehind(TenantIngest ingest) throws Exception {
        offer(ingest, "d1", 1);
        soon().until(() -> gate.waiting() == 1);
        int taken = gate.taken();
        for (long seq = 2; seq <= MANY; seq++) {
            offer(ingest, "d1", seq);
        }
        soon().until(() -> gate.taken() > taken);
        assertThat(acknowledged).isEmpty();
    }

    private void allStoredOnceAndInOrder() throws Exception {
        soon().until(() -> acknowledged.size() == MANY);
        assertThat(acknowledged)
                .isEqualTo(LongStream.rangeClosed(1, MANY).boxed().toList());
        assertThat(database.one("SELECT count(*), count(DISTINCT value) FROM sample"))
                .isEqualTo(2 * MANY + " " + 2 * MANY);
        assertThat(database.one("SELECT highest, missing FROM stream")).isEqualTo(MANY + " {}");
        assertThat(database.counted("messages")).isEqualTo(MANY);
        assertThat(database.counted("points")).isEqualTo(2 * MANY);
        assertThat(database.counted("device_hours")).isEqualTo(1);
        assertThat(database.one("SELECT l.value FROM series_last l")).isEqualTo(MANY + ".5");
    }

    private static ConditionFactory soon() {
        return await().atMost(60, TimeUnit.SECONDS).pollInterval(Duration.ofMillis(20));
    }

    @Test
    void a_batch_does_not_wait_for_the_commit_before_it_but_is_acknowledged_after_it() throws Exception {
        gate.shut();
        try (TenantIngest ingest = ingest()) {
            oneUnderWayAndManyBehind(ingest);
            gate.open(Way.DONE);
            allStoredOnceAndInOrder();
        }
        assertThat(database.one("SELECT stored, duplicate FROM arrival_hour")).isEqualTo(MANY + " 0");
    }

    @Test
    void when_a_commit_fails_nothing_written_after_it_counts_and_all_is_stored_in_its_order() throws Exception {
        gate.shut();
        try (TenantIngest ingest = ingest()) {
            oneUnderWayAndManyBehind(ingest);
            gate.open(Way.NOT_DONE);
            allStoredOnceAndInOrder();
        }
        assertThat(database.one("SELECT stored, duplicate FROM arrival_hour")).isEqualTo(MANY + " 0");
    }

    @Test
    void when_the_answer_to_a_commit_is_lost_its_messages_are_found_settled() throws Exception {
        gate.shut();
        try (TenantIngest ingest = ingest()) {
            oneUnderWayAndManyBehind(ingest);
            gate.open(Way.DONE_UNHEARD);
            allStoredOnceAndInOrder();
        }
        assertThat(database.one("SELECT stored, duplicate FROM arrival_hour")).isEqualTo(MANY + " 1");
    }

    @Test
    void a_batch_that_cannot_be_stored_costs_the_one_before_it_nothing() throws Exception {
        database.asOwner("ALTER TABLE sample ADD CHECK (value <> 700)");
        gate.shut();
        try (TenantIngest ingest = ingest()) {
            oneUnderWayAndManyBehind(ingest);
            gate.open(Way.DONE);
            soon().until(() -> acknowledged.size() == MANY);
        }
        assertThat(database.one("SELECT reason, seq FROM quarantine")).isEqualTo("refused_by_historian 700");
        assertThat(database.one("SELECT count(*) FROM sample")).isEqualTo("" + (2 * MANY - 2));
        assertThat(database.one("SELECT highest, missing FROM stream")).isEqualTo(MANY + " {}");
        assertThat(database.counted("messages")).isEqualTo(MANY - 1);
    }

    @Test
    void messages_that_come_again_in_the_next_batch_are_known_although_theirs_was_not_committed_yet() throws Exception {
        gate.shut();
        try (TenantIngest ingest = ingest()) {
            offer(ingest, "d1", 1);
            soon().until(() -> gate.waiting() == 1);
            int taken = gate.taken();
            for (long seq = 1; seq <= MANY; seq++) {
                offer(ingest, "d1", seq);
            }
            soon().until(() -> gate.taken() > taken);
            gate.open(Way.DONE);
            soon().until(() -> acknowledged.size() == MANY + 1);
        }
        assertThat(database.one("SELECT count(*), count(DISTINCT value) FROM sample"))
                .isEqualTo(2 * MANY + " " + 2 * MANY);
        assertThat(database.one("SELECT stored, duplicate FROM arrival_hour")).isEqualTo(MANY + " 1");
        assertThat(database.counted("messages")).isEqualTo(MANY);
    }

    @Test
    void two_consumers_that_both_see_everything_store_it_once() throws Exception {
        try (TenantIngest one = ingest();
                TenantIngest other = ingest()) {
            for (long seq = 1; seq <= MANY; seq++) {
                offer(one, "d" + seq % 7, seq);
                offer(other, "d" + (MANY + 1 - seq) % 7, MANY + 1 - seq);
            }
            soon().until(() -> acknowledged.size() == 2 * MANY);
        }
        assertThat(database.one("SELECT count(*), count(DISTINCT value) FROM sample"))
                .isEqualTo(2 * MANY + " " + 2 * MANY);
        assertThat(database.counted("messages")).isEqualTo(MANY);
        assertThat(database.counted("device_hours")).isEqualTo(7);
        assertThat(database.one("SELECT sum(stored), sum(duplicate) FROM arrival_hour"))
                .isEqualTo(MANY + " " + MANY);
    }
}

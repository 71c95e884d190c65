package io.millwright.runtime.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.runtime.TestDatabase;
import io.millwright.runtime.TestHistorian;
import io.millwright.runtime.ingest.Arrival;
import io.millwright.runtime.ingest.DecodedIngest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two writers store points of now, of days ago and of one moment; two processes roll up as they like; somebody ends their sessions;
 * time passes. Whenever one looks, what is rolled up is what its points come to. {@code -Dmillwright.seed} repeats a run's choices.
 */
class RollupsPropertyIT {

    private static final long SEED = Long.getLong("millwright.seed", System.nanoTime());

    private static final int BATCHES = 50;

    private static final Duration RETENTION = Duration.ofHours(40);

    private final AtomicBoolean writing = new AtomicBoolean(true);
    private final AtomicInteger broken = new AtomicInteger();

    @Test
    void at_every_moment_roll_ups_are_what_their_points_come_to(@TempDir Path directory) throws Exception {
        System.out.println("millwright.seed=" + SEED);
        try (TestHistorian historian = new TestHistorian(directory);
                TestDatabase database = TestDatabase.of(historian, directory, "random")) {
            historian.execute("ALTER ROLE random_writer CONNECTION LIMIT 20");
            Plant plant = new Plant(database).keeping(RETENTION);
            try (ExecutorService threads = Executors.newCachedThreadPool()) {
                List<Future<?>> writers = List.of(
                        threads.submit(writer(plant, historian, database, 0)),
                        threads.submit(writer(plant, historian, database, 1)));
                List<Future<?>> others = List.of(
                        threads.submit(process(plant, new Random(SEED + 10))),
                        threads.submit(process(plant, new Random(SEED + 11))),
                        threads.submit(saboteur(historian, new Random(SEED + 12))),
                        threads.submit(watcher(database)));
                for (Future<?> writer : writers) {
                    writer.get();
                }
                writing.set(false);
                for (Future<?> other : others) {
                    other.get();
                }
            }
            plant.pass(Duration.ofHours(2));
            assertThat(plant.turn())
                    .isEqualTo(new Rollups.Turn(
                            plant.now().minus(Line.GRACE).truncatedTo(java.time.temporal.ChronoUnit.MINUTES),
                            true,
                            true));
            assertThat(RollupOracle.differences(database)).as("seed %d", SEED).isEmpty();
            assertThat(RollupOracle.beyond(database)).isEqualTo("0");
            assertThat(database.one("SELECT count(*) FROM rollup_dirty")).isEqualTo("0");
            assertThat(database.one("SELECT sum(n) = (SELECT count(*) FROM sample) FROM rollup_minute"))
                    .isEqualTo("t");
            assertThat(database.one("SELECT sum(n) = (SELECT count(*) FROM sample) FROM rollup_hour"))
                    .isEqualTo("t");
            System.out.println("sessions ended in the middle: " + broken.get());
        }
    }

    /** Minutes pass before some of its commits. */
    private Callable<Void> writer(Plant plant, TestHistorian historian, TestDatabase database, int slot) {
        Random random = new Random(SEED + slot);
        DecodedIngest ingest = plant.ingest(
                Interrupted.before(database.writer(), "commit", () -> random.nextInt(4) == 0, () -> {
                    plant.pass(Duration.ofMinutes(3));
                    historian.execute("SELECT pg_sleep(0.03)");
                    return "";
                }),
                slot);
        return () -> {
            for (int batch = 0; batch < BATCHES; batch++) {
                List<Arrival> messages = new ArrayList<>();
                for (int message = random.nextInt(30); message >= 0; message--) {
                    messages.add(plant.message("d" + slot + random.nextInt(2), time(plant, random), values(random)));
                }
                ingest.store(messages);
                plant.pass(Duration.ofSeconds(random.nextInt(5) == 0 ? random.nextInt(1_200) : random.nextInt(60)));
            }
            return null;
        };
    }

    /** In steps of half a second, so that points meet. */
    private static Instant time(Plant plant, Random random) {
        long back = switch (random.nextInt(6)) {
            case 0 -> random.nextLong(RETENTION.toMillis() - 7_200_000);
            case 1 -> random.nextLong(7_200_000);
            case 2 -> -random.nextLong(500_000);
            default -> random.nextLong(3_000);
        };
        return Instant.ofEpochMilli((plant.now().toEpochMilli() - back) / 500 * 500);
    }

    /** Of sums that are exact, so that their order is no matter: what is huge has a tag of its own. */
    private static String values(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> "\"a\":" + random.nextInt(1_000) / 2.0 + ",\"b\":" + random.nextInt(5);
            case 1 -> "\"a\":{\"x\":" + random.nextInt(3) + ",\"q\":" + random.nextInt(3) * 64 + "}";
            case 2 -> "\"b\":\"text " + random.nextInt(3) + "\"";
            default ->
                (random.nextBoolean() ? "\"huge\":9007199254740993" : "\"a\":true") + ",\"c\":-" + random.nextInt(9);
        };
    }

    /** One of two runtimes that do not know of each other, and are started anew now and then. */
    private Callable<Void> process(Plant plant, Random random) {
        return () -> {
            while (writing.get()) {
                // Of whole minutes at once, or of parts of minutes.
                Rollups rollups = random.nextBoolean() ? new Rollups() : new Rollups(100);
                try (Connection connection = plant.connection()) {
                    for (int turns = 1 + random.nextInt(5); turns > 0; turns--) {
                        rollups.turn(
                                connection,
                                RETENTION,
                                plant.now(),
                                Duration.ofMillis(random.nextInt(30)),
                                () -> random.nextInt(10) == 0);
                    }
                } catch (SQLException e) {
                    assertThat(e.getSQLState()).as(e.getMessage()).matches("57P01|08.*");
                    broken.incrementAndGet();
                }
            }
            return null;
        };
    }

    private Callable<Void> saboteur(TestHistorian historian, Random random) {
        return () -> {
            while (writing.get()) {
                if (random.nextInt(4) == 0) {
                    historian.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                            + " WHERE application_name = 'test-rollups' ORDER BY random() LIMIT 1");
                } else {
                    historian.execute("SELECT pg_sleep(0.02)");
                }
            }
            return null;
        };
    }

    private Callable<Void> watcher(TestDatabase database) {
        return () -> {
            while (writing.get()) {
                assertThat(RollupOracle.differences(database))
                        .as("seed %d", SEED)
                        .isEmpty();
            }
            return null;
        };
    }
}

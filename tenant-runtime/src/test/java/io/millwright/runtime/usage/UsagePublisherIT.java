package io.millwright.runtime.usage;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.runtime.DatabaseIT;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Publishing beside counting, on a real PostgreSQL. */
class UsagePublisherIT extends DatabaseIT {

    private static final String COUNT = """
        INSERT INTO usage_window AS w (meter, hour, source, slot, quantity)
        VALUES ('points', '2026-06-01T10:00Z', 'runtime', %d, 3)
        ON CONFLICT (meter, hour, source, slot) DO UPDATE SET quantity = w.quantity + 3, dirty = true\
        """;

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.writer().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private int publish() throws SQLException {
        try (Connection connection = database.writer().getConnection()) {
            return UsagePublisher.publish(connection);
        }
    }

    @Test
    void a_revision_holds_all_slots_and_nothing_is_published_twice() throws SQLException {
        execute(COUNT.formatted(0));
        execute(COUNT.formatted(1));
        assertThat(publish()).isEqualTo(1);
        assertThat(publish()).isZero();

        execute(COUNT.formatted(1));
        assertThat(publish()).isEqualTo(1);
        execute("UPDATE usage_window SET dirty = true");
        assertThat(publish()).as("marked, but no more than before").isZero();

        assertThat(database.read("SELECT meter, revision, quantity FROM usage_row ORDER BY seq"))
                .containsExactly("points 1 6", "points 2 9");
    }

    @Test
    void storage_is_sampled_once_an_hour() throws SQLException {
        try (Connection connection = database.writer().getConnection()) {
            StorageSample.take(connection);
            StorageSample.take(connection);
        }
        assertThat(database.one("SELECT count(*), sum(quantity) > 0.001, sum(quantity) < 1 FROM usage_window"
                        + " WHERE meter = 'storage_gb_hours'"))
                .isEqualTo("1 t t");
    }

    @Test
    void publishers_beside_writers_lose_no_count_and_keep_their_order() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> all = new ArrayList<>();
            for (int slot = 0; slot < 2; slot++) {
                String count = COUNT.formatted(slot);
                all.add(threads.submit(() -> {
                    for (int i = 0; i < 100; i++) {
                        execute(count);
                    }
                    return null;
                }));
                all.add(threads.submit(() -> {
                    for (int i = 0; i < 40; i++) {
                        publish();
                    }
                    return null;
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        }
        publish();

        assertThat(database.one("SELECT quantity FROM usage_row ORDER BY seq DESC LIMIT 1"))
                .isEqualTo("600");
        assertThat(database.one("SELECT count(*) FROM (SELECT revision, quantity,"
                        + " lag(revision) OVER (ORDER BY seq) r, lag(quantity) OVER (ORDER BY seq) q FROM usage_row) o"
                        + " WHERE revision <> r + 1 OR quantity <= q"))
                .isEqualTo("0");
    }
}

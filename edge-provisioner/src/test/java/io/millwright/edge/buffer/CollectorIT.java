package io.millwright.edge.buffer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millwright.edge.normalize.Point;
import io.millwright.edge.normalize.Quality;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectorIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private static Point point(String tag, Object value, String unit) {
        return new Point(tag, System.currentTimeMillis(), value, Quality.GOOD, unit);
    }

    private Buffer buffer(Path directory) {
        return new Buffer(
                directory.resolve("buffer.db"), directory.resolve("corrupt"), BufferLimits.DEFAULT, Journal.none());
    }

    @Test
    void while_the_disk_takes_nothing_points_wait_in_bounded_memory_and_are_written_when_it_does() throws Exception {
        Path notYet = directory.resolve("not-yet");
        try (Buffer buffer = buffer(notYet);
                Collector collector = new Collector(buffer, () -> {})) {
            for (int i = 0; i < Collector.MOST_WAITING + 100; i++) {
                collector.accept(point("n", (long) i, "1"));
            }
            assertThat(collector.dropped()).isEqualTo(100);
            collector.start();
            collector.accept(point("n", 0L, "1"));

            Files.createDirectories(notYet);

            await().atMost(SOON).until(() -> buffer.status().head() >= Collector.MOST_WAITING / Collector.MOST_POINTS);
        }
    }

    @Test
    void a_tag_whose_unit_changes_begins_a_new_message() throws Exception {
        AtomicInteger appended = new AtomicInteger();
        try (Buffer buffer = buffer(directory)) {
            Collector collector = new Collector(buffer, appended::incrementAndGet);
            collector.accept(point("t", 1.0, "Cel"));
            collector.accept(point("t", 2.0, "K"));
            collector.start();
            collector.close();

            assertThat(appended).hasValue(2);
            assertThat(buffer.status().messages()).isEqualTo(2);
        }
    }

    @Test
    void a_message_of_long_texts_stays_below_what_brokers_take() throws Exception {
        try (Buffer buffer = buffer(directory)) {
            Collector collector = new Collector(buffer, () -> {});
            for (int i = 0; i < 300; i++) {
                collector.accept(point("text" + i, "\u0001".repeat(1000), "1"));
            }
            collector.start();
            collector.close();

            assertThat(buffer.read(0, Long.MAX_VALUE - 1, 1_000))
                    .hasSizeGreaterThan(5)
                    .allMatch(message -> message.payload().length < 60_000);
        }
    }
}

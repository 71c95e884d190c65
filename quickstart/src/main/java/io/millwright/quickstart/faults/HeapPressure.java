package io.millwright.quickstart.faults;

import io.millwright.quickstart.rig.DatabaseFigure;
import io.millwright.quickstart.rig.Rig;
import io.millwright.quickstart.rig.load.LoadDevice;
import io.millwright.quickstart.rig.load.Shape;
import io.millwright.quickstart.rig.load.Truth;
import io.millwright.quickstart.waiting.Await;
import io.millwright.wire.SparkplugKind;
import io.millwright.wire.SparkplugTopic;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Row 29: one device sends what would fill a heap: messages of 1 MB, 10,000 tags in one, 100,000 tags and 30,000 topics that nobody has
 * seen. Each is in quarantine with its reason, and the others go on.
 */
final class HeapPressure implements Fault {

    /** Every device has as many tags as its shape, so that any other is one too many. */
    private static final int TAGS = Shape.TEN.tags();

    private static final int LARGE = 200;
    private static final int LARGE_BYTES = 1_000_000;
    private static final int WIDE = 50;
    private static final int WIDE_TAGS = 10_000;
    private static final int NEW_TAGS = 100_000;
    /** Few enough that each point is in quarantine alone. */
    private static final int NEW_TAGS_A_MESSAGE = 50;

    /** More than a runtime remembers. */
    private static final int TOPICS = 30_000;
    /** A field's number and not its value. */
    private static final byte[] HALF_A_FIELD = {0x08};

    private static final int UNDER_WAY = 16;
    private static final Duration BOUND = Duration.ofMinutes(3);

    @Override
    public String id() {
        return "29";
    }

    @Override
    public String what() {
        return "1 MB payloads, 10,000 tags in a message, 100,000 new tags and 30,000 new topics of one device";
    }

    @Override
    public int seriesPerDevice() {
        return TAGS;
    }

    @Override
    public Outcome run(Scene scene) throws Exception {
        Rig rig = scene.rig();
        try (LoadDevice rude = rig.device("rude-1", Shape.TEN, 10, _ -> {}).awaitConnected();
                Connection connection = rig.database()) {
            rude.append();
            Await.until(BOUND, Duration.ofMillis(10), () -> rude.waiting() == 0);
            try (Bystanders others = Bystanders.of(rig)) {
                List<String> complaints = new ArrayList<>();
                List<String> notes = new ArrayList<>();
                long begin = System.nanoTime();
                long rows = 0;
                for (Flood flood : floods(rude)) {
                    flood.send(rude);
                    Await.until(BOUND, Duration.ofMillis(50), () -> flood.arrived(connection));
                    notes.add(others.fared(flood.what()));
                    rows += flood.rows();
                    if (flood.found(connection) != flood.rows()) {
                        complaints.add(flood.rows() + " rows should be in quarantine as " + flood.reason()
                                + " and there are " + flood.found(connection) + ".");
                    }
                }
                Duration took = Duration.ofNanos(System.nanoTime() - begin);
                Outcome outcome = others.outcome(List.of(rude), took, BOUND, complaints);
                Truth truth = outcome.truth()
                        .refusing(new Truth.Stream("rude-1", "rude"), WIDE + NEW_TAGS / NEW_TAGS_A_MESSAGE, rows);
                notes.add(rows + " rows in quarantine. Recovered means that all of them are there.");
                return new Outcome(truth, took, BOUND, outcome.complaints(), notes);
            }
        }
    }

    /** Messages that are all to be refused for one reason. */
    private record Flood(
            String what,
            String reason,
            int messages,
            int rowsEach,
            IntFunction<String> topic,
            IntFunction<byte[]> payload) {

        void send(LoadDevice rude) throws InterruptedException {
            Semaphore room = new Semaphore(UNDER_WAY);
            for (int i = 0; i < messages; i++) {
                room.acquire();
                rude.publish(topic.apply(i), payload.apply(i)).whenComplete((_, _) -> room.release());
            }
            room.acquire(UNDER_WAY);
        }

        long rows() {
            return (long) messages * rowsEach;
        }

        boolean arrived(Connection connection) throws SQLException {
            return found(connection) >= rows();
        }

        long found(Connection connection) throws SQLException {
            return DatabaseFigure.of(
                    connection,
                    "SELECT count(*) FROM historian.quarantine WHERE device = 'rude-1' AND reason = '" + reason + "'");
        }
    }

    private static List<Flood> floods(LoadDevice rude) {
        String telemetry = rude.telemetry().name();
        byte[] large = ("{\"v\":2,\"text\":\"" + "x".repeat(LARGE_BYTES) + "\"}").getBytes(StandardCharsets.US_ASCII);
        return List.of(
                new Flood(LARGE + " messages of 1 MB", "too_large", LARGE, 1, _ -> telemetry, _ -> large),
                new Flood(
                        WIDE + " messages of 10,000 tags",
                        "too_many_points",
                        WIDE,
                        1,
                        _ -> telemetry,
                        i -> tags(i + 1L, 0, WIDE_TAGS)),
                new Flood(
                        NEW_TAGS + " new tags",
                        "series_quota",
                        NEW_TAGS / NEW_TAGS_A_MESSAGE,
                        NEW_TAGS_A_MESSAGE,
                        _ -> telemetry,
                        i -> tags(WIDE + i + 1L, i * NEW_TAGS_A_MESSAGE, NEW_TAGS_A_MESSAGE)),
                new Flood(TOPICS + " new topics", "not_protobuf", TOPICS, 1, i -> topic(rude, i), _ -> HALF_A_FIELD));
    }

    private static byte[] tags(long seq, int first, int tags) {
        return ("{\"v\":2,\"stream\":\"rude\",\"seq\":" + seq + ",\"t0\":" + System.currentTimeMillis() + ",\"tags\":{"
                        + IntStream.range(first, first + tags)
                                .mapToObj(tag -> "\"" + Integer.toString(tag, 36) + "\":{\"dt\":[0],\"x\":[1]}")
                                .collect(Collectors.joining(","))
                        + "}}")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String topic(LoadDevice rude, int number) {
        return new SparkplugTopic(
                        rude.telemetry().tenant(),
                        rude.telemetry().site(),
                        rude.telemetry().device(),
                        SparkplugKind.DDATA,
                        "drive-" + number)
                .name();
    }
}

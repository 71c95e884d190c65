package io.millwright.quickstart.faults;

import io.millwright.quickstart.rig.DatabaseFigure;
import io.millwright.quickstart.rig.Plant;
import io.millwright.quickstart.rig.Rig;
import io.millwright.quickstart.waiting.Await;
import io.millwright.wire.telemetry.GapReason;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * Row 12: the broker is away for longer than a small buffer of a real agent holds. The oldest messages go and are counted and declared;
 * everything else is stored.
 */
final class BufferFull implements Fault {

    private static final String DEVICE = "press-agent";
    /** An agent appends a message a second. */
    private static final int ROOM = 12;

    private static final int SECONDS = 30;
    private static final Duration OVERFLOW = Duration.ofMinutes(2);
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Duration DRAINED = Duration.ofMinutes(2);

    @Override
    public String id() {
        return "12";
    }

    @Override
    public String what() {
        return "broker away for longer than the edge's buffer holds";
    }

    @Override
    public Outcome run(Scene scene) throws Exception {
        Rig rig = scene.rig();
        List<String> complaints = new ArrayList<>();
        Plant plant = rig.plant(DEVICE, List.of("--buffer-messages", Integer.toString(ROOM)));
        try (Connection connection = rig.database()) {
            Await.until(OVERFLOW, Duration.ofMillis(50), () -> highest(connection) > 0);
            rig.broker().close();
            long gone = System.nanoTime();
            long length = scene.extent().length(SECONDS).toNanos();
            Await.until(
                    OVERFLOW.plusNanos(length),
                    Duration.ofMillis(200),
                    () -> System.nanoTime() - gone > length && plant.journal().lost() > ROOM);
            long evicted = plant.journal().lost();
            if (evicted <= ROOM) {
                complaints.add("Only " + evicted + " messages were evicted: the fault was not brought about.");
            }
            if (!plant.agent().alive()) {
                complaints.add("The agent ended.");
            }
            scene.progress().say(evicted + " messages were evicted without a broker");
            long blow = System.nanoTime();
            rig.broker().launch();
            long appended = plant.journal().appended();
            Await.until(DRAINED, Duration.ofMillis(20), () -> highest(connection) >= appended);
            Duration took = Duration.ofNanos(System.nanoTime() - blow);
            long counted = counted(plant);
            Outcome outcome = new Outcome(plant.drained(DRAINED), took, BOUND, complaints, List.of());
            return told(outcome, rig, connection, plant.journal().lost(), counted);
        }
    }

    private static Outcome told(Outcome outcome, Rig rig, Connection connection, long lost, long counted)
            throws Exception {
        Outcome told = outcome;
        if (counted != lost) {
            told = told.complaining("The agent counts " + counted + " evicted messages; its journal has " + lost + ".");
        }
        long declared = DatabaseFigure.of(
                connection,
                "SELECT coalesce(sum(last_seq - first_seq + 1), 0) FROM historian.gap WHERE device = '" + DEVICE
                        + "' AND reason = '" + GapReason.CAP.slug() + "'");
        if (declared != lost) {
            told = told.complaining(declared + " messages were declared as lost by the cap, of " + lost + ".");
        }
        long absent = DatabaseFigure.of(
                connection,
                "SELECT coalesce(sum(lost[i + 1] - lost[i] + 1), 0) FROM historian.stream,"
                        + " generate_series(1, cardinality(lost), 2) AS i WHERE device = '" + DEVICE + "'");
        long shown = shown(rig.ask("/devices/" + DEVICE + "/completeness"));
        if (shown != absent) {
            told = told.complaining("Completeness shows " + shown + " messages as gone by the cap, of " + absent + ".");
        }
        return told.noting("Room for " + ROOM + " messages; " + lost + " evicted, " + declared + " declared, " + absent
                + " of them never arrived and are shown as missing. Recovered means that what was newest when the"
                + " broker came back is stored.");
    }

    private static long highest(Connection connection) throws Exception {
        return DatabaseFigure.of(
                connection, "SELECT coalesce(sum(highest), 0) FROM historian.stream WHERE device = '" + DEVICE + "'");
    }

    private static long counted(Plant plant) throws Exception {
        Await.until(
                BOUND,
                Duration.ofMillis(200),
                () -> plant.buffer("evicted") == plant.journal().lost());
        return plant.buffer("evicted");
    }

    private static long shown(JsonNode completeness) {
        return Stream.of("missing", "unplaced")
                .flatMap(place -> StreamSupport.stream(completeness.path(place).spliterator(), false))
                .filter(each ->
                        GapReason.CAP.slug().equals(each.path("declared").stringValue("")))
                .mapToLong(each -> each.path("messages").asLong(0))
                .sum();
    }
}

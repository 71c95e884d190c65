package io.millwright.quickstart.bench;

import io.millwright.quickstart.rig.DatabaseFigure;
import io.millwright.quickstart.rig.Rig;
import io.millwright.runtime.historian.HistorianSchema;
import io.millwright.runtime.historian.Packing;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Lays a {@link QueryHistory} into a historian and waits until the historian has come to rest. */
final class HistoryAtRest {

    private static final Duration LONGEST_UPKEEP = Duration.ofMinutes(20);
    /** After this long without a packed point no more are waited for. */
    private static final Duration STANDSTILL = Duration.ofSeconds(45);

    private static final int POINTS_OF_A_TURN = 50_000;
    private static final long HOUR = 3_600;

    /** The runtime rests meanwhile and finds the history as if it had stored it. */
    static void make(Benchmark.Order order, Rig rig, QueryHistory history, Findings findings) throws Exception {
        rig.runtime().close();
        long begun = System.nanoTime();
        try (Connection connection = rig.database()) {
            history.name(connection);
        }
        List<Future<?>> days = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            for (LocalDate day : history.days()) {
                days.add(threads.submit(() -> {
                    try (Connection connection = rig.database()) {
                        history.fill(connection, day);
                    }
                    order.progress().say("filled " + day);
                    return null;
                }));
            }
        }
        for (Future<?> day : days) {
            day.get();
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        try (Connection connection = rig.database();
                Statement statement = connection.createStatement()) {
            statement.execute("VACUUM ANALYZE historian.sample");
            statement.execute("UPDATE historian.rollup_mark SET until = 'epoch'");
            statement.execute("UPDATE historian.rollup_late SET before = 'epoch', kept_from = 'epoch'");
            long stored = DatabaseFigure.of(connection, "SELECT count(*) FROM historian.sample");
            findings.count(history.points(), stored, 0);
            if (stored != history.points()) {
                findings.fault("Of " + history.points() + " points " + stored + " were stored.");
            }
        }
        order.progress().say(String.format(Locale.ROOT, "%d points in %.0f s", history.points(), seconds));
        rig.runtime().start();
        upkeep(order, rig, history, findings);
    }

    /**
     * What the runtime does with a history all by itself; what is measured is a historian that has come to rest. Closed days are
     * packed here, by the runtime's own code but without the pauses that it makes for its devices, of which there are none.
     */
    private static void upkeep(Benchmark.Order order, Rig rig, QueryHistory history, Findings findings)
            throws Exception {
        long begun = System.nanoTime();
        long end = begun + LONGEST_UPKEEP.toNanos();
        long closed = history.closedPoints();
        long packed = 0;
        long moved = begun;
        boolean rolled = false;
        Packing packing = new Packing(Duration.ZERO, POINTS_OF_A_TURN);
        try (Connection writer = rig.writer()) {
            writer.setSchema(HistorianSchema.NAME);
            while (System.nanoTime() < end
                    && !(rolled && (packed >= closed || System.nanoTime() - moved > STANDSTILL.toNanos()))) {
                packing.look(writer, Packing.CLOSED_AFTER, Instant.now());
                while (packing.pending() && System.nanoTime() < end) {
                    packing.turn(writer);
                }
                TimeUnit.SECONDS.sleep(2);
                boolean before = rolled;
                try (Connection connection = rig.database()) {
                    rolled = DatabaseFigure.of(
                                    connection,
                                    "SELECT count(*) FROM historian.rollup_mark WHERE resolution = 'minute'"
                                            + " AND until >= to_timestamp(" + (history.end - HOUR) + ")")
                            > 0;
                    long now = DatabaseFigure.of(connection, "SELECT coalesce(sum(n), 0) FROM historian.packed");
                    if (now > packed) {
                        moved = System.nanoTime();
                        order.progress().say(String.format(Locale.ROOT, "%d of %d points packed", now, closed));
                    }
                    packed = now;
                }
                if (rolled && !before) {
                    order.progress().say("all is rolled up");
                }
            }
        }
        try (Connection connection = rig.database();
                Statement statement = connection.createStatement()) {
            statement.execute("VACUUM ANALYZE historian.sample");
        }
        String state = String.format(
                Locale.ROOT,
                "%s rolled up, %d of %d points of closed days packed, after %.0f s",
                rolled ? "all" : "not all",
                packed,
                closed,
                (System.nanoTime() - begun) / 1e9);
        findings.note("When it was measured: " + state + ". Ten tags have a point a second, 490 one every "
                + history.slow + " s.");
        order.progress().say(state);
    }

    private HistoryAtRest() {}
}

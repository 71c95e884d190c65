package io.millwright.quickstart.faults;

import io.millwright.quickstart.rig.Plant;
import io.millwright.quickstart.rig.Rig;
import io.millwright.quickstart.rig.load.Shape;
import io.millwright.quickstart.waiting.Await;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Row 5: the historian's disk fills up, twice. First a table cannot grow while the log still can: batches fail and the server
 * lives, until a checkpoint needs space too. Then the log cannot grow either; PostgreSQL crashes, and does not start before
 * somebody frees space.
 */
final class DiskFull implements Fault {

    private static final int SECONDS = 15;
    private static final Duration BOUND = Duration.ofSeconds(60);
    /** Some space is left in the last pages of each table. */
    private static final Duration LOOK = Duration.ofMillis(100);

    private static final Duration NOTICED = Duration.ofSeconds(90);

    private static final Duration SERVED = Duration.ofMinutes(3);
    private static final Duration DRAINED = Duration.ofMinutes(2);
    private static final long DISK = 512L << 20;
    /** Segments of the log that are kept for use again, so that tables are what runs out. */
    private static final int SEGMENTS = 8;

    private static final String NOT_STORING = "\"reason\":\"NotStoring\"";

    @Override
    public String id() {
        return "5";
    }

    @Override
    public String what() {
        return "historian out of disk";
    }

    @Override
    public long diskBytes() {
        return DISK;
    }

    @Override
    public Outcome run(Scene scene) throws Exception {
        Rig rig = scene.rig();
        Duration length = scene.extent().length(SECONDS);
        Plant plant = rig.plant("press-agent");
        try (Flow flow = Flow.paced(rig, 4, Shape.TEN, 200)) {
            keepSegments(rig);
            String tables = tablesCannotGrow(scene, flow, length);
            String log = logCannotGrow(scene, flow, length);
            if (!rig.runtime().alive()) {
                flow.complain("The runtime ended when its database was out of disk.");
            }
            return flow.outcome(BOUND)
                    .and(plant.drained(DRAINED))
                    .noting(tables)
                    .noting(log);
        }
    }

    /** A small log, with segments ready that need no new space. */
    private static void keepSegments(Rig rig) throws SQLException {
        try (Connection connection = rig.database();
                Statement statement = connection.createStatement()) {
            String size = SEGMENTS * 16 + "MB";
            statement.execute("ALTER SYSTEM SET min_wal_size = '" + size + "'");
            statement.execute("ALTER SYSTEM SET max_wal_size = '" + size + "'");
            statement.execute("SELECT pg_reload_conf()");
            for (int i = 0; i <= SEGMENTS; i++) {
                nextSegment(statement);
            }
            statement.execute("CHECKPOINT");
        }
    }

    private static void nextSegment(Statement statement) throws SQLException {
        statement.execute("SELECT pg_logical_emit_message(false, 'fault', 'so that there is something to end')");
        statement.execute("SELECT pg_switch_wal()");
    }

    private static String tablesCannotGrow(Scene scene, Flow flow, Duration length) throws Exception {
        Rig rig = scene.rig();
        long crashes = rig.postgres().crashes();
        // From before: once it has crashed, PostgreSQL needs space to let anybody in.
        try (Connection connection = rig.database()) {
            long full = System.nanoTime();
            boolean said = Await.until(NOTICED, LOOK, () -> {
                rig.disk().fill();
                return rig.runtime().readiness().contains(NOT_STORING);
            });
            Duration noticed = Duration.ofNanos(System.nanoTime() - full);
            if (!said) {
                flow.complain("The disk was full for " + NOTICED.toSeconds()
                        + " s and the runtime did not say NotStoring, but "
                        + rig.runtime().readiness());
            }
            long receipts = flow.load().receiptedPoints();
            watch(rig, flow, connection, length);
            long more = flow.load().receiptedPoints() - receipts;
            if (!Await.until(BOUND, LOOK, () -> flow.holds() > 0)) {
                flow.complain("No device was asked to wait while nothing could be stored.");
            }
            long crashed = rig.postgres().crashes() - crashes;
            scene.progress().say("tables could not grow; the server crashed " + crashed + " times");
            Duration took = freed(scene, flow);
            return "Tables could not grow for " + length.toSeconds() + " s: said after " + noticed.toMillis()
                    + " ms; " + more + " points were receipted meanwhile, and " + flow.holds()
                    + " receipts asked to wait; the server crashed " + crashed + " times; stored again "
                    + took.toMillis() + " ms after the space came back.";
        }
    }

    private static String logCannotGrow(Scene scene, Flow flow, Duration length) throws Exception {
        Rig rig = scene.rig();
        long crashes = rig.postgres().crashes();
        try (Connection connection = rig.database();
                Statement statement = connection.createStatement()) {
            boolean crashed = Await.until(NOTICED, LOOK, () -> {
                rig.disk().fill();
                try {
                    nextSegment(statement);
                } catch (SQLException e) {
                    return rig.postgres().crashes() > crashes;
                }
                return false;
            });
            if (!crashed) {
                flow.complain("PostgreSQL went on for " + NOTICED.toSeconds() + " s without space for its log.");
            }
            scene.progress().say("the log could not grow; the server " + (crashed ? "crashed" : "lived"));
            rig.postgres().kill();
            rig.disk().fill();
            rig.postgres().launch(); // which fails
            watch(rig, flow, connection, length);
        }
        if (serves(rig)) {
            flow.complain("PostgreSQL started without space: the fault was not brought about.");
        }
        if (rig.runtime().ready()) {
            flow.complain("The runtime was ready without a database.");
        }
        Duration took = freed(scene, flow);
        return "The log could not grow for " + length.toSeconds() + " s: the server crashed and could not be started;"
                + " stored again " + took.toMillis() + " ms after the space came back, starting it included.";
    }

    /** Keeps the disk full, and looks that nobody hears of a point as stored that is not. */
    private static void watch(Rig rig, Flow flow, Connection connection, Duration length) throws Exception {
        long end = System.nanoTime() + length.toNanos();
        boolean complained = false;
        while (System.nanoTime() < end) {
            rig.disk().fill();
            long receipted = flow.load().receiptedPoints(); // first: more may be committed before the next line
            OptionalLong committed = committed(connection);
            if (!complained && committed.isPresent() && receipted > committed.getAsLong()) {
                flow.complain(receipted + " points had receipts when " + committed.getAsLong() + " were committed.");
                complained = true;
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private static OptionalLong committed(Connection connection) {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT coalesce(sum(points), 0)::bigint"
                        + " FROM historian.device_hour WHERE device <> 'press-agent'")) {
            row.next();
            return OptionalLong.of(row.getLong(1));
        } catch (SQLException e) {
            return OptionalLong.empty(); // it has ended, or cannot even answer
        }
    }

    /** Until points are stored again; a server that ended is started as its init would. */
    private static Duration freed(Scene scene, Flow flow) throws Exception {
        Rig rig = scene.rig();
        long blow = System.nanoTime();
        rig.disk().free();
        boolean serves = Await.until(SERVED, LOOK, () -> {
            if (!serves(rig) && !rig.postgres().runs()) {
                rig.postgres().startAgain();
            }
            return serves(rig);
        });
        if (!serves) {
            throw new IllegalStateException("PostgreSQL does not serve although its disk has space again");
        }
        Duration took = flow.recovered(blow);
        if (!Await.until(SERVED, LOOK, () -> rig.runtime().ready())) {
            flow.complain("The runtime did not say that it serves, but "
                    + rig.runtime().readiness());
        }
        scene.progress().say("space came back; points are stored again after " + took.toMillis() + " ms");
        return took;
    }

    private static boolean serves(Rig rig) {
        try (Connection connection = rig.database()) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }
}

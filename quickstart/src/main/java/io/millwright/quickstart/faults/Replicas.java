package io.millwright.quickstart.faults;

import io.millwright.quickstart.rig.Rig;
import io.millwright.quickstart.rig.load.Shape;
import io.millwright.quickstart.rig.process.RuntimeProcess;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Two runtimes serve one tenant, one consumes by the lease. That one is killed, stands still until the other has taken over
 * and wakes up beside it, or is told to end; the other goes on each time.
 */
final class Replicas implements Fault {

    private static final int ROUNDS = 6;
    /** The lease of a busy consumer, the pause until the other looks, and its connection. */
    private static final Duration KILLED = Duration.ofSeconds(30);
    /** The same, and what the one that stands still has locked: its sessions end after 20 s. */
    private static final Duration STOPPED = Duration.ofSeconds(60);
    /** The lease is given back: the pause until the other looks, and its connection. */
    private static final Duration LEFT = Duration.ofSeconds(15);

    private static final Duration READY = Duration.ofSeconds(90);
    private static final String SECOND = "replica-2";

    private enum Way {
        KILLED(Replicas.KILLED),
        STOPPED(Replicas.STOPPED),
        LEFT(Replicas.LEFT);

        private final Duration bound;

        Way(Duration bound) {
            this.bound = bound;
        }
    }

    @Override
    public String id() {
        return "replicas";
    }

    @Override
    public String what() {
        return "two replicas: the one that consumes is killed, stands still, or leaves";
    }

    @Override
    public Outcome run(Scene scene) throws Exception {
        Rig rig = scene.rig();
        int rounds = scene.extent().rounds(ROUNDS);
        RuntimeProcess second = rig.another(SECOND, List.of());
        second.start();
        Duration[] worst = {Duration.ZERO, Duration.ZERO, Duration.ZERO};
        try (Flow flow = Flow.paced(rig, 4, Shape.TEN, 200);
                Connection connection = rig.database()) {
            for (int round = 0; round < rounds; round++) {
                Way way = Way.values()[round % Way.values().length];
                Thread.sleep(scene.seed().between(Duration.ofMillis(200), Duration.ofSeconds(3)));
                String before = holder(connection);
                RuntimeProcess holder = before.startsWith(SECOND) ? second : rig.runtime();
                Duration took = without(holder, way, flow);
                String after = holder(connection);
                if (after.equals(before)) {
                    flow.complain("The lease stayed with " + before + " when that one was " + said(way) + ".");
                }
                if (took.compareTo(way.bound) > 0) {
                    flow.complain("The one that consumed was " + said(way) + ", and it took " + took.toMillis()
                            + " ms until points were stored again, more than " + way.bound.toSeconds() + " s.");
                }
                worst[way.ordinal()] = took.compareTo(worst[way.ordinal()]) > 0 ? took : worst[way.ordinal()];
                scene.progress()
                        .say(before.replaceAll(":.*", "") + " " + said(way) + "; points are stored again after "
                                + took.toMillis() + " ms");
                back(holder, way, flow);
            }
            return flow.outcome(STOPPED)
                    .noting(rounds + " changes of the one that consumes; points were stored again at most "
                            + worst[0].toMillis() + " ms after it was killed, " + worst[1].toMillis()
                            + " ms after it stood still, " + worst[2].toMillis() + " ms after it was told to end.");
        }
    }

    private static Duration without(RuntimeProcess holder, Way way, Flow flow) throws Exception {
        long blow = System.nanoTime();
        switch (way) {
            case KILLED -> holder.kill();
            case STOPPED -> holder.freeze();
            case LEFT -> holder.close();
        }
        return flow.recovered(blow);
    }

    /** One that stood still goes on where it was, and for a moment both consume. */
    private static void back(RuntimeProcess holder, Way way, Flow flow) throws Exception {
        if (way == Way.STOPPED) {
            long blow = System.nanoTime();
            holder.thaw();
            flow.recovered(blow);
        } else {
            holder.launch();
        }
        holder.awaitReady(READY);
    }

    private static String said(Way way) {
        return switch (way) {
            case KILLED -> "killed";
            case STOPPED -> "stopped";
            case LEFT -> "told to end";
        };
    }

    /** Who has the lease, as soon as somebody has it. */
    private static String holder(Connection connection) throws SQLException, InterruptedException {
        long end = System.nanoTime() + READY.toNanos();
        while (System.nanoTime() < end) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "SELECT holder FROM historian.consumer WHERE part = 'ingest' AND until > now()")) {
                if (row.next()) {
                    return row.getString(1);
                }
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        throw new IllegalStateException("nobody took the lease in " + READY.toSeconds() + " s");
    }
}

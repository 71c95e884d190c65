package io.millwright.quickstart.faults;

import io.millwright.quickstart.rig.DatabaseFigure;
import io.millwright.quickstart.rig.Link;
import io.millwright.quickstart.rig.load.Shape;
import io.millwright.quickstart.rig.network.Direction;
import io.millwright.quickstart.rig.network.FaultyLink;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Row 2: the runtime dies between the commit and the acknowledgement. Nothing is built into it for that: the network holds back
 * what it says to the broker until the database shows all that the broker had handed over, and then it is killed. The broker
 * hands over nothing more before it has heard of that, so the database comes to rest; whether it was a commit that the broker
 * had not heard of is seen afterwards, when its messages come again.
 */
final class KilledBeforeAck implements Fault {

    private static final int ROUNDS = 5;

    /** An acknowledgement may slip through just before the rest is held back, and its round does not count. */
    private static final int TRIES_PER_ROUND = 3;

    private static final Duration BOUND = Duration.ofSeconds(10);
    private static final Duration AT_REST = Duration.ofMillis(300);
    private static final Duration COMMITTED = Duration.ofSeconds(20);

    @Override
    public String id() {
        return "2";
    }

    @Override
    public String what() {
        return "runtime killed between COMMIT and MQTT ack";
    }

    @Override
    public Set<Link> links() {
        return Set.of(Link.RUNTIME_TO_BROKER);
    }

    @Override
    public Outcome run(Scene scene) throws Exception {
        FaultyLink link = scene.rig().link(Link.RUNTIME_TO_BROKER);
        int rounds = scene.extent().rounds(ROUNDS);
        try (Flow flow = Flow.paced(scene.rig(), 4, Shape.TEN, 200);
                Connection connection = scene.rig().database()) {
            int unheard = 0;
            int kills = 0;
            while (unheard < rounds && kills < rounds * TRIES_PER_ROUND) {
                long before = cameAgain(connection);
                link.hold(Direction.TO_TARGET);
                awaitRest(connection);
                long blow = System.nanoTime();
                scene.rig().runtime().kill();
                link.reset();
                scene.rig().runtime().launch();
                flow.recovered(blow);
                kills++;
                unheard += cameAgain(connection) > before ? 1 : 0;
            }
            Outcome outcome = flow.outcome(BOUND);
            if (unheard < rounds) {
                outcome = outcome.complaining("The fault was brought about " + unheard + " times instead of " + rounds
                        + ": after the other kills no message came a second time.");
            }
            return outcome.noting(unheard + " of " + kills + " kills after a commit that the broker had not heard of; "
                    + cameAgain(connection) + " messages came again and were recognised.");
        }
    }

    /** Until nothing is committed any more; while the broker hears nothing, that is soon. */
    private static void awaitRest(Connection connection) throws SQLException, InterruptedException {
        long end = System.nanoTime() + COMMITTED.toNanos();
        long stored = messages(connection);
        long since = System.nanoTime();
        while (System.nanoTime() - since < AT_REST.toNanos()) {
            TimeUnit.MILLISECONDS.sleep(5);
            long now = messages(connection);
            if (now != stored) {
                stored = now;
                since = System.nanoTime();
            }
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        "the runtime went on committing while the broker heard nothing from it");
            }
        }
    }

    private static long cameAgain(Connection connection) throws SQLException {
        return DatabaseFigure.of(connection, "SELECT coalesce(sum(duplicate), 0)::bigint FROM historian.arrival_hour");
    }

    private static long messages(Connection connection) throws SQLException {
        return DatabaseFigure.of(
                connection,
                "SELECT coalesce(sum(quantity), 0)::bigint FROM historian.usage_window WHERE meter = 'messages'");
    }
}

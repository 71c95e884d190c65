package io.millwright.quickstart.faults;

import io.millwright.quickstart.rig.Link;
import io.millwright.quickstart.rig.load.Shape;
import io.millwright.quickstart.rig.network.Direction;
import io.millwright.quickstart.rig.network.FaultyLink;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Row 2: the runtime dies between the commit and the acknowledgement. Nothing is built into it for that: the network holds back
 * what it says to the broker until the database shows the commit, and then it is killed.
 */
final class KilledBeforeAck implements Fault {

    private static final int ROUNDS = 5;
    private static final Duration BOUND = Duration.ofSeconds(10);
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
            for (int round = 0; round < rounds; round++) {
                link.hold(Direction.TO_TARGET);
                awaitCommits(connection, messages(connection));
                long blow = System.nanoTime();
                scene.rig().runtime().kill();
                link.reset();
                scene.rig().runtime().launch();
                flow.recovered(blow);
            }
            Outcome outcome = flow.outcome(BOUND);
            long again = number(connection, "SELECT coalesce(sum(duplicate), 0) FROM historian.arrival_hour");
            if (again == 0) {
                outcome = outcome.complaining("No message came a second time: the fault was not brought about.");
            }
            return outcome.noting(rounds + " kills after a commit that the broker had not heard of; " + again
                    + " messages came again and were recognised.");
        }
    }

    private static void awaitCommits(Connection connection, long before) throws SQLException, InterruptedException {
        long end = System.nanoTime() + COMMITTED.toNanos();
        while (messages(connection) <= before) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        "nothing was committed while the broker heard nothing from the runtime");
            }
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }

    private static long messages(Connection connection) throws SQLException {
        return number(
                connection,
                "SELECT coalesce(sum(quantity), 0)::bigint FROM historian.usage_window WHERE meter = 'messages'");
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}

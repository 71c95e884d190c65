package io.millwright.quickstart.faults;

import io.millwright.quickstart.rig.DatabaseFigure;
import io.millwright.quickstart.rig.Rig;
import io.millwright.quickstart.rig.load.Shape;
import io.millwright.quickstart.rig.process.RuntimeProcess;
import io.millwright.quickstart.waiting.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Row 31: a next release comes beside this one and changes the schema under it. It is this release with one migration more, which
 * only adds; it is killed in the middle of that, comes again and finishes, takes over, and is taken back.
 */
final class SchemaChanged implements Fault {

    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final Duration COMES = Duration.ofSeconds(90);
    private static final Duration BESIDE = Duration.ofSeconds(5);
    private static final String NEXT = "next-release";
    private static final String VERSION = "1000";

    /** New columns of tables that each batch writes, and an index, which is as far as it comes at first. */
    private static final String MIGRATION = """
        ALTER TABLE sample ADD COLUMN next_release text;
        ALTER TABLE stream ADD COLUMN next_release text;
        ALTER TABLE series_last ADD COLUMN next_release bigint;
        CREATE INDEX gap_next_release ON gap (at);
        """;

    /** The first tables are changed and locked, and the index waits for whoever holds this program's lock. */
    private static final String IN_THE_MIDDLE = """
        SELECT count(*) FROM pg_locks held JOIN pg_locks waits USING (pid) JOIN pg_stat_activity s USING (pid)
        WHERE s.application_name = 'millwright-migration'
          AND held.relation = 'historian.sample'::regclass AND held.mode = 'AccessExclusiveLock' AND held.granted
          AND waits.relation = 'historian.gap'::regclass AND NOT waits.granted
        """;

    @Override
    public String id() {
        return "31";
    }

    @Override
    public String what() {
        return "schema migration killed in the middle; old and new runtime side by side";
    }

    @Override
    public Outcome run(Scene scene) throws Exception {
        Rig rig = scene.rig();
        RuntimeProcess old = rig.runtime();
        try (Flow flow = Flow.paced(rig, 4, Shape.TEN, 200);
                Connection connection = rig.database()) {
            RuntimeProcess next = rig.another(NEXT, List.of(nextRelease(rig)));
            Duration killed = killedInTheMiddle(scene, flow, next, connection);

            next.launch();
            awaitTrue(
                    connection,
                    "SELECT count(*) FROM historian.schema_history WHERE version = '" + VERSION + "' AND success",
                    "the next release did not migrate");
            Duration migrated = flow.recovered(System.nanoTime());
            next.awaitReady(COMES);
            scene.progress().say("migrated beside the old one; points are stored after " + migrated.toMillis() + " ms");
            TimeUnit.NANOSECONDS.sleep(BESIDE.toNanos());
            expectHolder(flow, connection, false);

            long blow = System.nanoTime();
            old.kill();
            Duration taken = flow.recovered(blow);
            expectHolder(flow, connection, true);
            scene.progress().say("old one killed; the new one stores after " + taken.toMillis() + " ms");

            old.start();
            blow = System.nanoTime();
            next.close();
            Duration takenBack = flow.recovered(blow);
            expectHolder(flow, connection, false);
            scene.progress().say("new one taken back; the old one stores after " + takenBack.toMillis() + " ms");
            return flow.outcome(BOUND)
                    .noting("Points were stored again " + killed.toMillis() + " ms after the migration was killed, "
                            + migrated.toMillis() + " ms after it was done; " + taken.toMillis()
                            + " ms after the old release was killed the new one stored, and " + takenBack.toMillis()
                            + " ms after the new one was told to end the old one did, on the new schema.");
        }
    }

    /** What is on its class path before everything that this release has. */
    private static Path nextRelease(Rig rig) throws IOException {
        Path classes = rig.directory().resolve("next-release");
        Path migrations = Files.createDirectories(classes.resolve("db/historian"));
        Files.writeString(migrations.resolve("V" + VERSION + "__next_release.sql"), MIGRATION);
        return classes;
    }

    private static Duration killedInTheMiddle(Scene scene, Flow flow, RuntimeProcess next, Connection connection)
            throws Exception {
        long blow;
        try (Connection lock = scene.rig().database();
                Statement statement = lock.createStatement()) {
            lock.setAutoCommit(false);
            statement.execute("LOCK TABLE historian.gap IN ROW EXCLUSIVE MODE");
            next.launch();
            awaitTrue(connection, IN_THE_MIDDLE, "the migration did not come to its last statement");
            blow = System.nanoTime();
            next.kill();
            lock.rollback();
        }
        Duration took = flow.recovered(blow);
        awaitTrue(
                connection,
                "SELECT CASE WHEN count(*) = 0 THEN 1 ELSE 0 END FROM pg_stat_activity"
                        + " WHERE application_name = 'millwright-migration'",
                "the killed migration's session stayed");
        if (DatabaseFigure.of(
                        connection,
                        "SELECT count(*) FROM information_schema.columns WHERE column_name = 'next_release'")
                != 0) {
            flow.complain("Something is left of the migration that was killed.");
        }
        scene.progress()
                .say("migration killed in the middle; points are stored again after " + took.toMillis() + " ms");
        return took;
    }

    private static void expectHolder(Flow flow, Connection connection, boolean next) throws SQLException {
        long holds = DatabaseFigure.of(
                connection,
                "SELECT count(*) FROM historian.consumer WHERE part = 'ingest' AND holder LIKE '" + NEXT + ":%'");
        if ((holds == 1) != next) {
            flow.complain("The " + (next ? "old" : "next") + " release consumes where the other one should.");
        }
    }

    private static void awaitTrue(Connection connection, String sql, String otherwise) throws Exception {
        if (!Await.until(COMES, Duration.ofMillis(20), () -> DatabaseFigure.of(connection, sql) != 0)) {
            throw new IllegalStateException(otherwise + " in " + COMES.toSeconds() + " s");
        }
    }
}

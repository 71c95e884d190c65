package io.millwright.runtime.rollup;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/**
 * One process's work on the roll-ups of one tenant, a turn at a time. Several processes at once do no harm, and a turn that breaks
 * off anywhere none either. For one thread; keep it: it remembers how much is done in one transaction.
 */
public final class Rollups {

    /**
     * What a turn came to.
     *
     * @param until buckets that end here or before are rolled up, those with late points that wait excepted
     * @param caughtUp there is nothing left that could be done now
     * @param settled nothing will be to do until more points come, but for the end of the hour
     */
    public record Turn(Instant until, boolean caughtUp, boolean settled) {}

    private final RollupSteps steps;

    public Rollups() {
        this(Slices.POINTS);
    }

    /** @param points of a statement, more or less */
    Rollups(long points) {
        this.steps = new RollupSteps(points);
    }

    /**
     * Moves the line to a little before now, rolls up to there, and computes anew what late points came into.
     *
     * @param connection as the writer, in autocommit mode; for this alone, and without waiting for the disk at commits: what a
     *     crash takes back is done again
     * @param budget after which no further step is begun; one is in any case
     * @param stop asked between steps
     * @throws SQLException when a step was rolled back; those before it are done
     */
    public Turn turn(Connection connection, Duration rawRetention, Instant now, Duration budget, BooleanSupplier stop)
            throws SQLException {
        long begun = System.nanoTime();
        Line line = Line.move(connection, rawRetention, now);
        RollupSteps.Came came;
        do {
            came = steps.advance(connection, line);
            if (came == RollupSteps.Came.NOTHING) {
                came = steps.correct(connection, line);
            }
        } while (came == RollupSteps.Came.ON && System.nanoTime() - begun < budget.toNanos() && !stop.getAsBoolean());
        return Marks.standing(connection, came == RollupSteps.Came.NOTHING);
    }
}

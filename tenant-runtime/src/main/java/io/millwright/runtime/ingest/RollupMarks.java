package io.millwright.runtime.ingest;

import io.millwright.runtime.rollup.LateHour;
import io.millwright.runtime.rollup.LateLine;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Tells the roll-ups what of a batch comes late. The last statement before the commit: whoever moves the line waits for it. */
final class RollupMarks {

    private static final long HOUR = 3_600_000L;

    /** One way to the server, and nothing more unless something is late. */
    static void note(Connection connection, Batch batch, List<Decoded> stored) throws SQLException {
        if (stored.stream().noneMatch(message -> message.endPoint > message.firstPoint)) {
            return;
        }
        LateLine line = LateLine.hold(connection);
        SortedSet<LateHour> late = new TreeSet<>();
        for (Decoded message : stored) {
            Series series = null;
            long hour = Long.MIN_VALUE;
            for (int i = message.firstPoint; i < message.endPoint; i++) {
                long time = batch.time(i);
                if (time < line.before() && (batch.owner(i) != series || Math.floorDiv(time, HOUR) != hour)) {
                    series = batch.owner(i);
                    hour = Math.floorDiv(time, HOUR);
                    late.add(new LateHour(series.id, hour * HOUR));
                }
            }
        }
        if (!late.isEmpty()) {
            line.mark(connection, late);
        }
    }

    private RollupMarks() {}
}

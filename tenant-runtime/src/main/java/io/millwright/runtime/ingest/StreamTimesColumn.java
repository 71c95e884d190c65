package io.millwright.runtime.ingest;

import io.millwright.wire.receipt.StreamPositions.Moment;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Column {@code times} of table {@code stream}: seq and milliseconds in turn. */
final class StreamTimesColumn {

    static List<Moment> of(ResultSet rows, int column) throws SQLException {
        Object[] numbers = (Object[]) rows.getArray(column).getArray();
        List<Moment> moments = new ArrayList<>(numbers.length / 2);
        for (int i = 0; i + 1 < numbers.length; i += 2) {
            moments.add(new Moment((Long) numbers[i], (Long) numbers[i + 1]));
        }
        return moments;
    }

    static String literal(List<Moment> moments) {
        StringBuilder literal = new StringBuilder("{");
        for (Moment moment : moments) {
            literal.append(literal.length() == 1 ? "" : ",")
                    .append(moment.seq())
                    .append(',')
                    .append(moment.time());
        }
        return literal.append('}').toString();
    }

    private StreamTimesColumn() {}
}

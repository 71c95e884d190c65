package io.millwright.runtime.ingest;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The series of one writer's devices. Bounded: full, it forgets all and asks again. New ones are created before the batch's
 * transaction and committed at once, so that an id in the cache is one in the database whatever becomes of the batch.
 */
final class SeriesCache {

    /** Some 200 bytes each. */
    private static final int MOST = 100_000;

    private static final String KNOWN = """
        SELECT s.id, s.device, s.tag, s.site, s.unit, s.kind
        FROM series s JOIN unnest(?::text[], ?::text[]) AS wanted(device, tag) USING (device, tag)\
        """;

    private static final String CREATE = """
        INSERT INTO series (device, tag, site, unit, kind)
        SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::smallint[]) AS wanted ORDER BY 1, 2
        ON CONFLICT (device, tag) DO NOTHING\
        """;

    private static final String DESCRIBE = """
        UPDATE series s SET site = told.site, unit = told.unit, kind = told.kind
        FROM unnest(?::bigint[], ?::text[], ?::text[], ?::smallint[]) AS told(id, site, unit, kind)
        WHERE s.id = told.id\
        """;

    private final Map<String, OfDevice> devices = new HashMap<>();
    private final List<Series> unresolved = new ArrayList<>();
    private final Set<Series> changed = new LinkedHashSet<>();
    private int size;

    /** The series of one device by tag. */
    final class OfDevice {

        private final String device;
        private final Map<String, Series> tags = new HashMap<>();

        private OfDevice(String device) {
            this.device = device;
        }

        Series series(String tag, String site, @Nullable String unit, int kind) {
            Series found = tags.get(tag);
            if (found == null) {
                found = new Series(device, tag, site, unit, kind);
                tags.put(tag, found);
                unresolved.add(found);
                size++;
            }
            return found;
        }
    }

    OfDevice of(String device) {
        OfDevice found = devices.get(device);
        if (found == null) {
            found = new OfDevice(device);
            devices.put(device, found);
        }
        return found;
    }

    void changed(Series series) {
        changed.add(series);
    }

    /** Between batches: nothing of a batch may hold a series that the cache has forgotten. */
    void bound() {
        if (size > MOST || devices.size() > MOST) {
            clear();
        }
    }

    /** After a fault: what was thought to be in the database is asked for again. */
    void clear() {
        devices.clear();
        unresolved.clear();
        changed.clear();
        size = 0;
    }

    /** Gives every series its id and tells the database what changed; each statement is a transaction of its own. */
    void resolve(Connection connection) throws SQLException {
        if (!unresolved.isEmpty()) {
            find(connection);
            if (!unresolved.isEmpty()) {
                create(connection);
                find(connection);
            }
            if (!unresolved.isEmpty()) {
                throw new SQLException("series were neither found nor created", "XX000");
            }
        }
        changed.removeIf(series -> !series.changed);
        if (!changed.isEmpty()) {
            describe(connection);
        }
    }

    private void find(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(KNOWN)) {
            select.setArray(1, texts(connection, unresolved.stream().map(each -> each.device)));
            select.setArray(2, texts(connection, unresolved.stream().map(each -> each.tag)));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    Series found = of(rows.getString(2)).tags.get(rows.getString(3));
                    if (found != null) {
                        found.id = rows.getLong(1);
                        String unit = rows.getString(5);
                        if (found.unit == null) {
                            found.unit = unit;
                        }
                        found.changed = !found.site.equals(rows.getString(4))
                                || (found.unit != null && !found.unit.equals(unit))
                                || found.kind != rows.getInt(6);
                        if (found.changed) {
                            changed.add(found);
                        }
                    }
                }
            }
        }
        unresolved.removeIf(series -> series.id != 0);
    }

    private void create(Connection connection) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(CREATE)) {
            insert.setArray(1, texts(connection, unresolved.stream().map(each -> each.device)));
            insert.setArray(2, texts(connection, unresolved.stream().map(each -> each.tag)));
            insert.setArray(3, texts(connection, unresolved.stream().map(each -> each.site)));
            insert.setArray(4, texts(connection, unresolved.stream().map(each -> each.unit)));
            insert.setArray(5, kinds(connection, unresolved));
            insert.executeUpdate();
        }
    }

    /** Sorted, so that writers that describe the same series wait and never lock each other. */
    private void describe(Connection connection) throws SQLException {
        List<Series> sorted = changed.stream()
                .sorted(Comparator.comparingLong(each -> each.id))
                .toList();
        try (PreparedStatement update = connection.prepareStatement(DESCRIBE)) {
            update.setArray(
                    1,
                    connection.createArrayOf(
                            "int8",
                            sorted.stream().map(each -> (Object) each.id).toArray()));
            update.setArray(2, texts(connection, sorted.stream().map(each -> each.site)));
            update.setArray(3, texts(connection, sorted.stream().map(each -> each.unit)));
            update.setArray(4, kinds(connection, sorted));
            update.executeUpdate();
        }
        changed.forEach(each -> each.changed = false);
        changed.clear();
    }

    private static Array texts(Connection connection, java.util.stream.Stream<@Nullable String> values)
            throws SQLException {
        return connection.createArrayOf("text", values.toArray());
    }

    private static Array kinds(Connection connection, List<Series> series) throws SQLException {
        return connection.createArrayOf(
                "int2", series.stream().map(each -> (Object) (short) each.kind).toArray());
    }
}

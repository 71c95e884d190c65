package io.millwright.runtime.ingest;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The series of one writer's devices. Bounded: full, it forgets all and asks again. New ones are created before the batch's
 * transaction and committed at once, so that an id in the cache is one in the database whatever becomes of the batch.
 *
 * <p>A new series beyond the quotas is not made. Its device is full from then on: all series that it has are read, once, and
 * whatever other tag it sends is known to be refused without asking, and without remembering it. After a minute, or when a
 * quota changes, the database is asked again. Replicas that create at the same moment may go beyond a quota by what they
 * have in hand.
 */
final class SeriesCache {

    /** Some 200 bytes each. */
    private static final int MOST = 100_000;

    private static final long AGAIN_NANOS = Duration.ofSeconds(60).toNanos();

    /** Beyond this part of the tenant's quota they are counted exactly, each time. */
    private static final double NEAR = 0.9;

    private static final String KNOWN = """
        SELECT s.id, s.device, s.tag, s.site, s.unit, s.kind
        FROM series s JOIN unnest(?::text[], ?::text[]) AS wanted(device, tag) USING (device, tag)\
        """;

    private static final String OF_DEVICES =
            "SELECT id, device, tag, site, unit, kind FROM series WHERE device = ANY (?::text[])";

    private static final String COUNT_OF_DEVICES =
            "SELECT device, count(*) FROM series WHERE device = ANY (?::text[]) GROUP BY device";

    private static final String COUNT = "SELECT count(*) FROM series";

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
    private final SeriesQuota quota;
    private final LongSupplier nanoTime;
    private int size;
    private long passes;

    /** Of the tenant, as far as this writer knows; negative before it was asked for. */
    private long total = -1;

    private long counted;

    private int refusals;

    SeriesCache(SeriesQuota quota, LongSupplier nanoTime) {
        this.quota = quota;
        this.nanoTime = nanoTime;
    }

    /** The series of one device by tag. */
    final class OfDevice {

        private final String device;
        private final Map<String, Series> tags = new HashMap<>();

        /** Under which quotas and since when it can have no more; all that it has are here. */
        private SeriesQuota.@Nullable Now full;

        private long fullSince;

        private OfDevice(String device) {
            this.device = device;
        }

        /** False for a tag that would be a new series beyond the quota. */
        boolean takes(String tag) {
            if (full == null || tags.containsKey(tag)) {
                return true;
            }
            if (nanoTime.getAsLong() - fullSince < AGAIN_NANOS && full.equals(quota.now())) {
                return false;
            }
            full = null;
            return true;
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

    /** How many are new since the last {@link #resolve}. */
    int unresolved() {
        return unresolved.size();
    }

    /** How often series were refused: a batch that was read before the last time may name some that are not made. */
    int refusals() {
        return refusals;
    }

    /** Forgets the new ones from this number on: nothing of theirs will be stored. */
    void forgetFrom(int first) {
        List<Series> last = unresolved.subList(first, unresolved.size());
        for (Series series : last) {
            of(series.device).tags.remove(series.tag);
            changed.remove(series);
            size--;
        }
        last.clear();
    }

    int size() {
        return size;
    }

    void changed(Series series) {
        changed.add(series);
    }

    /** One count for all batches of the writer: they share the series. */
    long nextPass() {
        return ++passes;
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

    /**
     * Gives every series its id and tells the database what changed; each statement is a transaction of its own.
     *
     * @return false if some may not be made: they are forgotten, and every batch that was read before must be read again
     */
    boolean resolve(Connection connection) throws SQLException {
        if (!unresolved.isEmpty()) {
            find(connection);
            if (!unresolved.isEmpty()) {
                if (!withinQuota(connection)) {
                    return false;
                }
                create(connection);
                total += unresolved.size();
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
        return true;
    }

    private boolean withinQuota(Connection connection) throws SQLException {
        SeriesQuota.Now now = quota.now();
        if (now.unlimited()) {
            return true;
        }
        Map<String, Long> has = countOfDevices(connection);
        long room = now.ofTenant() - total(connection, now.ofTenant());
        Set<Series> refused = new HashSet<>();
        for (Series wanted : unresolved) {
            long own = has.getOrDefault(wanted.device, 0L);
            if (own < now.ofDevice() && room > 0) {
                has.put(wanted.device, own + 1);
                room--;
            } else {
                refused.add(wanted);
            }
        }
        if (refused.isEmpty()) {
            return true;
        }
        refuse(connection, refused, now);
        return false;
    }

    private Map<String, Long> countOfDevices(Connection connection) throws SQLException {
        Map<String, Long> has = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(COUNT_OF_DEVICES)) {
            select.setArray(
                    1,
                    texts(
                            connection,
                            unresolved.stream().map(each -> each.device).distinct()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    has.put(rows.getString(1), rows.getLong(2));
                }
            }
        }
        return has;
    }

    private long total(Connection connection, long most) throws SQLException {
        long now = nanoTime.getAsLong();
        if (total < 0 || now - counted > AGAIN_NANOS || total + unresolved.size() > most * NEAR) {
            try (PreparedStatement select = connection.prepareStatement(COUNT);
                    ResultSet row = select.executeQuery()) {
                row.next();
                total = row.getLong(1);
                counted = now;
            }
        }
        return total;
    }

    private void refuse(Connection connection, Set<Series> refused, SeriesQuota.Now now) throws SQLException {
        refusals++;
        Set<String> full = new LinkedHashSet<>();
        for (Series series : refused) {
            of(series.device).tags.remove(series.tag);
            size--;
            full.add(series.device);
        }
        unresolved.removeIf(refused::contains);
        changed.removeIf(refused::contains);
        try (PreparedStatement select = connection.prepareStatement(OF_DEVICES)) {
            select.setArray(1, texts(connection, full.stream()));
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found(rows, of(rows.getString(2)));
                }
            }
        }
        for (String device : full) {
            OfDevice closed = of(device);
            closed.full = now;
            closed.fullSince = nanoTime.getAsLong();
        }
    }

    private void found(ResultSet row, OfDevice device) throws SQLException {
        String tag = row.getString(3);
        if (!device.tags.containsKey(tag)) {
            Series series = new Series(device.device, tag, row.getString(4), row.getString(5), row.getInt(6));
            series.id = row.getLong(1);
            device.tags.put(tag, series);
            size++;
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

    private static Array texts(Connection connection, Stream<? extends @Nullable String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray());
    }

    private static Array kinds(Connection connection, List<Series> series) throws SQLException {
        return connection.createArrayOf(
                "int2", series.stream().map(each -> (Object) (short) each.kind).toArray());
    }
}

package io.millwright.edge.buffer;

import io.millwright.edge.buffer.StreamRow.Removed;
import io.millwright.wire.telemetry.GapReason;
import io.millwright.wire.telemetry.SeqRange;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;

/**
 * The SQLite file: write-ahead log, and a sync with every commit, so that what was committed survives a power cut. For one
 * thread.
 */
final class Database implements AutoCloseable {

    private static final int FORM = 1;
    /** Of a row beside its payload, roughly: for the cap. */
    static final int ROW_BYTES = 32;

    /** What is checked whole before it is used takes a moment; a larger file is checked row by row as it is read. */
    private static final long CHECKED_AT_ONCE = 64L << 20;

    private static final String[] TABLES = {
        "CREATE TABLE stream (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, low INTEGER NOT NULL,"
                + " head INTEGER NOT NULL, messages INTEGER NOT NULL, bytes INTEGER NOT NULL, crc INTEGER NOT NULL)",
        "CREATE TABLE message (id INTEGER PRIMARY KEY, points INTEGER NOT NULL, crc INTEGER NOT NULL,"
                + " payload BLOB NOT NULL)",
        "CREATE TABLE gap (stream INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,"
                + " reason TEXT NOT NULL, declared INTEGER NOT NULL, PRIMARY KEY (stream, first))",
        "CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL)",
    };

    private final Connection connection;

    private Database(Connection connection) {
        this.connection = connection;
    }

    /** Opens the file or makes it. @throws SQLException also if it is found broken */
    static Database open(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(2_000);
        Connection connection = JDBC.createConnection(JDBC.PREFIX + file.toAbsolutePath(), config.toProperties());
        try {
            Database database = new Database(connection);
            database.prepare(file);
            connection.setAutoCommit(false);
            return database;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Opens a file as it is, for what can still be read of it. */
    static Database openBroken(Path file) throws SQLException {
        Database database = new Database(
                JDBC.createConnection(JDBC.PREFIX + file.toAbsolutePath(), new SQLiteConfig().toProperties()));
        // Without it SQLite reads nothing at all of a file that is shorter than its header says.
        database.execute("PRAGMA writable_schema=ON");
        return database;
    }

    private void prepare(Path file) throws SQLException {
        execute("PRAGMA cell_size_check=ON");
        execute("PRAGMA journal_size_limit=16777216");
        int form = number("PRAGMA user_version");
        if (form == 0) {
            execute("BEGIN IMMEDIATE");
            for (String table : TABLES) {
                execute(table);
            }
            execute("PRAGMA user_version=" + FORM);
            execute("COMMIT");
        } else if (form != FORM) {
            throw new BrokenBufferException("the buffer has a form that this agent does not know");
        } else if (file.toFile().length() <= CHECKED_AT_ONCE && !"ok".equals(text("PRAGMA quick_check(1)"))) {
            throw new BrokenBufferException("the buffer's file is damaged");
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private int number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.next() ? result.getInt(1) : 0;
        }
    }

    private String text(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return result.next() ? String.valueOf(result.getString(1)) : "";
        }
    }

    void commit() throws SQLException {
        connection.commit();
    }

    void rollback() throws SQLException {
        connection.rollback();
    }

    private int update(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, values);
            return statement.executeUpdate();
        }
    }

    private static void bind(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    /** All streams, the oldest first. @throws BrokenBufferException if a row is not as it was written */
    List<StreamRow> streams() throws SQLException {
        List<StreamRow> streams = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT number, name, low, head, messages, bytes, crc FROM stream ORDER BY number")) {
            while (row.next()) {
                StreamRow stream = new StreamRow(
                        row.getLong(1),
                        String.valueOf(row.getString(2)),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5),
                        row.getLong(6));
                if (stream.checksum() != row.getLong(7)) {
                    throw new BrokenBufferException("a stream's row is not as it was written");
                }
                streams.add(stream);
            }
        }
        return streams;
    }

    void put(StreamRow stream) throws SQLException {
        update(
                "INSERT OR REPLACE INTO stream (number, name, low, head, messages, bytes, crc) VALUES (?,?,?,?,?,?,?)",
                stream.number(),
                stream.name(),
                stream.low(),
                stream.head(),
                stream.messages(),
                stream.bytes(),
                stream.checksum());
    }

    void forget(StreamRow stream) throws SQLException {
        update("DELETE FROM stream WHERE number = ?", stream.number());
    }

    void insert(long id, int points, byte[] payload) throws SQLException {
        update(
                "INSERT INTO message (id, points, crc, payload) VALUES (?,?,?,?)",
                id,
                points,
                Checksum.of(payload),
                payload);
    }

    /** A row as it lies there; whether it is whole is for the caller to ask. */
    record Row(long id, int points, long crc, byte[] payload) {

        boolean whole() {
            return Checksum.of(payload) == crc;
        }
    }

    List<Row> rows(long after, long upTo, int most) throws SQLException {
        return rows("SELECT id, points, crc, payload FROM message WHERE id > ? AND id <= ? ORDER BY id LIMIT ?",
                after, upTo, most);
    }

    List<Row> rowsFromTheEnd(long after, long upTo, int most) throws SQLException {
        return rows("SELECT id, points, crc, payload FROM message WHERE id > ? AND id <= ? ORDER BY id DESC LIMIT ?",
                after, upTo, most);
    }

    private List<Row> rows(String sql, long after, long upTo, int most) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, after, upTo, most);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    byte[] payload = row.getBytes(4);
                    rows.add(new Row(
                            row.getLong(1), row.getInt(2), row.getLong(3), payload == null ? new byte[0] : payload));
                }
            }
        }
        return rows;
    }

    /** Deletes all messages in a range of ids and says what they were. */
    Removed delete(long first, long last) throws SQLException {
        Removed removed;
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT count(*), total(points), total(length(payload)) FROM message WHERE id BETWEEN ? AND ?")) {
            bind(statement, first, last);
            try (ResultSet sums = statement.executeQuery()) {
                sums.next();
                long messages = sums.getLong(1);
                removed = new Removed(messages, sums.getLong(2), sums.getLong(3) + messages * ROW_BYTES);
            }
        }
        if (removed.messages() > 0) {
            update("DELETE FROM message WHERE id BETWEEN ? AND ?", first, last);
        }
        return removed;
    }

    /** The ids of the oldest messages, at most so many. */
    List<Long> oldest(int most) throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT id FROM message ORDER BY id LIMIT ?")) {
            bind(statement, most);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getLong(1));
                }
            }
        }
        return ids;
    }

    /** A loss that the platform has not settled yet. */
    record GapRow(long stream, SeqRange range, GapReason reason, boolean declared) {}

    List<GapRow> gaps() throws SQLException {
        List<GapRow> gaps = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT stream, first, last, reason, declared FROM gap ORDER BY stream, first")) {
            while (row.next()) {
                Optional<GapReason> reason = reason(String.valueOf(row.getString(4)));
                if (reason.isPresent() && SeqRange.valid(row.getLong(2), row.getLong(3))) {
                    gaps.add(new GapRow(
                            row.getLong(1),
                            new SeqRange(row.getLong(2), row.getLong(3)),
                            reason.get(),
                            row.getInt(5) != 0));
                }
            }
        }
        return gaps;
    }

    private static Optional<GapReason> reason(String slug) {
        for (GapReason reason : GapReason.values()) {
            if (reason.name().toLowerCase(Locale.ROOT).equals(slug)) {
                return Optional.of(reason);
            }
        }
        return Optional.empty();
    }

    /**
     * Notes a loss. It grows the range that ends right before it unless that was declared already: then the platform has
     * it by its ends.
     */
    void lose(long stream, SeqRange range, GapReason reason) throws SQLException {
        int grown = update(
                "UPDATE gap SET last = ? WHERE stream = ? AND last = ? AND reason = ? AND declared = 0",
                range.last(),
                stream,
                range.first() - 1,
                reason.slug());
        if (grown == 0) {
            update(
                    "INSERT OR REPLACE INTO gap (stream, first, last, reason, declared) VALUES (?,?,?,?,0)",
                    stream,
                    range.first(),
                    range.last(),
                    reason.slug());
        }
    }

    void declared(long stream) throws SQLException {
        update("UPDATE gap SET declared = 1 WHERE stream = ?", stream);
    }

    void settle(GapRow gap) throws SQLException {
        update(
                "DELETE FROM gap WHERE stream = ? AND first = ? AND last = ?",
                gap.stream(),
                gap.range().first(),
                gap.range().last());
    }

    void count(String counter, long more) throws SQLException {
        if (more != 0) {
            update(
                    "INSERT INTO counter (name, value) VALUES (?, ?)"
                            + " ON CONFLICT (name) DO UPDATE SET value = value + excluded.value",
                    counter,
                    more);
        }
    }

    long counted(String counter) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT value FROM counter WHERE name = ?")) {
            bind(statement, counter);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

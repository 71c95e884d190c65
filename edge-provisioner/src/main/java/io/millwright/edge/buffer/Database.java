package io.millwright.edge.buffer;

import io.millwright.edge.buffer.StreamRow.Removed;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
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

    private static final List<String> TABLES = List.of(
            "CREATE TABLE stream (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, low INTEGER NOT NULL, head"
                    + " INTEGER NOT NULL, messages INTEGER NOT NULL, bytes INTEGER NOT NULL, crc INTEGER NOT NULL)",
            "CREATE TABLE message (id INTEGER PRIMARY KEY, points INTEGER NOT NULL, crc INTEGER NOT NULL,"
                    + " payload BLOB NOT NULL)",
            "CREATE TABLE gap (stream INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL,"
                    + " reason TEXT NOT NULL, declared INTEGER NOT NULL, PRIMARY KEY (stream, first))",
            "CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL)");

    private static final String MESSAGES = "SELECT id, points, crc, payload FROM message WHERE id > ? AND id <= ? ";

    private final Connection connection;
    private final Sql sql;
    private final Losses losses;

    private Database(Connection connection) {
        this.connection = connection;
        this.sql = new Sql(connection);
        this.losses = new Losses(sql);
    }

    /** Opens the file or makes it. @throws SQLException also if it is found broken */
    static Database open(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(2_000);
        Connection connection = connect(file, config);
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
        Database database = new Database(connect(file, new SQLiteConfig()));
        // Without it SQLite reads nothing at all of a file that is shorter than its header says.
        database.execute("PRAGMA writable_schema=ON");
        return database;
    }

    private static Connection connect(Path file, SQLiteConfig config) throws SQLException {
        return JDBC.createConnection(JDBC.PREFIX + file.toAbsolutePath(), config.toProperties());
    }

    private void prepare(Path file) throws SQLException {
        execute("PRAGMA cell_size_check=ON");
        execute("PRAGMA journal_size_limit=16777216");
        int form = sql.first("PRAGMA user_version", row -> row.getInt(1), 0);
        if (form == 0) {
            execute("BEGIN IMMEDIATE");
            for (String table : TABLES) {
                execute(table);
            }
            execute("PRAGMA user_version=" + FORM);
            execute("COMMIT");
        } else if (form != FORM) {
            throw new BrokenBufferException("the buffer has a form that this agent does not know");
        } else if (file.toFile().length() <= CHECKED_AT_ONCE
                && !"ok".equals(sql.first("PRAGMA quick_check(1)", row -> String.valueOf(row.getString(1)), ""))) {
            throw new BrokenBufferException("the buffer's file is damaged");
        }
    }

    private void execute(String statement) throws SQLException {
        try (Statement plain = connection.createStatement()) {
            plain.execute(statement);
        }
    }

    Losses losses() {
        return losses;
    }

    void commit() throws SQLException {
        connection.commit();
    }

    /** All streams, the oldest first. @throws BrokenBufferException if a row is not as it was written */
    List<StreamRow> streams() throws SQLException {
        return sql.list(
                "SELECT number, name, low, head, messages, bytes, crc FROM stream ORDER BY number", Database::stream);
    }

    private static StreamRow stream(ResultSet row) throws SQLException {
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
        return stream;
    }

    void put(StreamRow stream) throws SQLException {
        sql.update(
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
        sql.update("DELETE FROM stream WHERE number = ?", stream.number());
    }

    void insert(long id, int points, byte[] payload) throws SQLException {
        sql.update(
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
        return sql.list(MESSAGES + "ORDER BY id LIMIT ?", Database::row, after, upTo, most);
    }

    List<Row> rowsFromTheEnd(long after, long upTo, int most) throws SQLException {
        return sql.list(MESSAGES + "ORDER BY id DESC LIMIT ?", Database::row, after, upTo, most);
    }

    private static Row row(ResultSet row) throws SQLException {
        byte[] payload = row.getBytes(4);
        return new Row(row.getLong(1), row.getInt(2), row.getLong(3), payload == null ? new byte[0] : payload);
    }

    /** Deletes all messages in a range of ids and says what they were. */
    Removed delete(long first, long last) throws SQLException {
        Removed removed = sql.first(
                "SELECT count(*), total(points), total(length(payload)) FROM message WHERE id BETWEEN ? AND ?",
                sums -> new Removed(sums.getLong(1), sums.getLong(2), sums.getLong(3) + sums.getLong(1) * ROW_BYTES),
                Removed.NOTHING,
                first,
                last);
        if (removed.messages() > 0) {
            sql.update("DELETE FROM message WHERE id BETWEEN ? AND ?", first, last);
        }
        return removed;
    }

    /** The ids of the oldest messages, at most so many. */
    List<Long> oldest(int most) throws SQLException {
        return sql.list("SELECT id FROM message ORDER BY id LIMIT ?", row -> row.getLong(1), most);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}

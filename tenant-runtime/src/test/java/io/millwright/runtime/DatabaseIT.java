package io.millwright.runtime;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Base of the tests that each have a tenant's database for themselves. */
public abstract class DatabaseIT extends HistorianIT {

    @SuppressWarnings("NullAway.Init")
    protected TestDatabase database;

    private int number;

    @BeforeEach
    void openDatabase() throws SQLException {
        number++;
        database = fresh(name());
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    /** Of this test's tenant; its roles are this and {@code _owner}, {@code _writer} or {@code _reader}. */
    protected String name() {
        return "t" + number;
    }
}

package io.millwright.runtime;

import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Base of the tests on a PostgreSQL that the class has for itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class HistorianIT {

    @SuppressWarnings("NullAway.Init")
    protected TestHistorian historian;

    @SuppressWarnings("NullAway.Init")
    protected Path tenants;

    @BeforeAll
    void startHistorian(@TempDir Path directory) throws Exception {
        tenants = directory;
        historian = new TestHistorian(directory);
    }

    @AfterAll
    void stopHistorian() throws Exception {
        historian.close();
    }

    /** A tenant's database with the schema of this release; whoever asks closes it. */
    protected TestDatabase fresh(String name) throws SQLException {
        return TestDatabase.of(historian, tenants, name);
    }
}

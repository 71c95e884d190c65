package io.millwright.operator.historian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The same administrator on a real TimescaleDB, named by {@code -Dmillwright.test.historian-url=jdbc:postgresql://...}.
 * Its superuser is {@code postgres} without a password; what the test makes there, it removes.
 */
class HistorianOnTimescaleIT {

    private static final String PROPERTY = "millwright.test.historian-url";

    private final HistorianAdministrator administrator = HistorianAdministrator.overJdbc();
    private final TenantDatabase tenant = TestDatabases.of("on-timescale");

    @SuppressWarnings("NullAway.Init")
    private HistorianServer server;

    @BeforeEach
    void find() {
        String url = System.getProperty(PROPERTY, "");
        assumeTrue(!url.isBlank(), "no TimescaleDB: give its address as -D" + PROPERTY);
        server = new HistorianServer(url.replaceFirst("[?].*$", ""), "postgres", new Password("not-asked-for"));
    }

    @AfterEach
    void removeWhatWasMade() throws SQLException {
        if (server != null) {
            execute("postgres", "DROP DATABASE IF EXISTS \"" + tenant.name() + "\" WITH (FORCE)");
            for (DatabaseRole role : new DatabaseRole[] {tenant.owner(), tenant.writer(), tenant.reader()}) {
                execute("postgres", "DROP ROLE IF EXISTS \"" + role.name() + "\"");
            }
        }
    }

    @Test
    void a_tenants_database_is_made_once_and_its_roles_work_on_hypertables() throws SQLException {
        assertThat(administrator.ensure(server, tenant)).isInstanceOf(HistorianOutcome.Changed.class);
        assertThat(administrator.ensure(server, tenant)).isEqualTo(new HistorianOutcome.Ready());

        execute(tenant.name(), "CREATE EXTENSION IF NOT EXISTS timescaledb");
        try (Connection owner = connect(tenant.name(), tenant.owner().name());
                Statement statement = owner.createStatement()) {
            statement.execute("CREATE TABLE sample (ts timestamptz NOT NULL, value double precision)");
            statement.execute("SELECT public.create_hypertable('sample', 'ts')");
        }
        try (Connection writer = connect(tenant.name(), tenant.writer().name());
                Statement statement = writer.createStatement()) {
            statement.execute("INSERT INTO sample VALUES (now(), 1.5)");
        }
        try (Connection reader = connect(tenant.name(), tenant.reader().name())) {
            assertThat(ScramServer.values(reader, "SELECT value FROM sample")).containsExactly("1.5");
        }
        assertThat(administrator.ensure(server, tenant)).isEqualTo(new HistorianOutcome.Ready());
    }

    private Connection connect(String database, String user) throws SQLException {
        return DriverManager.getConnection(server.urlOf(database), user, "not-asked-for");
    }

    private void execute(String database, String sql) throws SQLException {
        try (Connection connection = connect(database, "postgres");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}

package io.millwright.operator.historian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tenant A, with each of its passwords, attacks tenant B on one server (quality.md, isolation 13 and 15). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HistorianIsolationIT {

    private static final String NOT_PERMITTED = "42501";

    private final TenantDatabase attacker = TestDatabases.of("attacker");

    private final TenantDatabase victim = TestDatabases.of("victim");

    @SuppressWarnings("NullAway.Init")
    private ScramServer server;

    enum Role {
        OWNER,
        WRITER,
        READER;

        DatabaseRole of(TenantDatabase database) {
            return switch (this) {
                case OWNER -> database.owner();
                case WRITER -> database.writer();
                case READER -> database.reader();
            };
        }
    }

    @BeforeAll
    void two_tenants_on_one_server(@TempDir Path directory) throws SQLException {
        server = new ScramServer(directory);
        HistorianAdministrator administrator = HistorianAdministrator.overJdbc();
        administrator.ensure(server.asSuperuser(), attacker);
        administrator.ensure(server.asSuperuser(), victim);
        try (Connection connection = server.connect(victim, victim.owner());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE canary_table (canary_column text)");
            statement.execute("INSERT INTO canary_table VALUES ('canary-of-victim')");
            statement.execute("ANALYZE canary_table");
        }
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void no_role_connects_to_another_tenant_or_to_the_template(Role role) {
        DatabaseRole mine = role.of(attacker);
        for (String database : List.of(victim.name(), "template1")) {
            assertThatThrownBy(() -> server.connect(database, mine.name(), mine.password())
                            .close())
                    .asInstanceOf(InstanceOfAssertFactories.throwable(SQLException.class))
                    .extracting(SQLException::getSQLState)
                    .isEqualTo(NOT_PERMITTED);
        }
    }

    @ParameterizedTest
    @EnumSource
    void no_role_becomes_another_or_reaches_out_of_its_database(Role role) throws SQLException {
        // Over one connection: the server counts one that was closed for a while yet, and a role has few.
        try (Connection connection = server.connect(attacker, role.of(attacker))) {
            for (String attack : attacks()) {
                assertRefused(connection, role, attack);
            }
        }
    }

    private List<String> attacks() {
        List<String> attacks = new ArrayList<>(List.of(
                "SET ROLE postgres",
                "SET SESSION AUTHORIZATION postgres",
                "COPY (SELECT 1) TO PROGRAM 'cat'",
                "COPY (SELECT 1) TO '/tmp/millwright-stolen'",
                "CREATE TEMPORARY TABLE t AS SELECT 1; COPY t FROM '/etc/passwd'",
                "SELECT lo_import('/etc/passwd')",
                "SELECT lo_export(lo_from_bytea(0, 'x'), '/tmp/millwright-stolen')",
                "SELECT pg_read_file('/etc/passwd')",
                "SELECT pg_read_binary_file('PG_VERSION')",
                "SELECT pg_ls_dir('.')",
                "SELECT * FROM pg_authid",
                "SELECT * FROM pg_shadow",
                "SELECT * FROM pg_hba_file_rules",
                "CREATE EXTENSION dblink",
                "CREATE EXTENSION postgres_fdw",
                "CREATE EXTENSION file_fdw",
                "CREATE LANGUAGE plpython3u",
                "CREATE FUNCTION historian.shell(text) RETURNS int AS 'libc', 'system' LANGUAGE c",
                "CREATE ROLE intruder",
                "CREATE DATABASE intruder",
                "ALTER SYSTEM SET archive_command TO 'x'",
                "ALTER DATABASE \"" + victim.name() + "\" SET work_mem TO '1MB'",
                "SELECT pg_reload_conf()",
                "CHECKPOINT",
                "SET log_statement TO 'none'",
                "SET temp_file_limit TO -1",
                "SET session_replication_role TO replica"));
        for (DatabaseRole role : victim.roles()) {
            attacks.add("SET ROLE \"" + role.name() + "\"");
            attacks.add("GRANT \"" + role.name() + "\" TO CURRENT_USER");
            attacks.add("ALTER ROLE \"" + role.name() + "\" PASSWORD 'mine'");
            attacks.add("REASSIGN OWNED BY \"" + role.name() + "\" TO CURRENT_USER");
        }
        return attacks;
    }

    /** Refused for want of a right or of the thing itself, not for a typing error of ours. */
    private static void assertRefused(Connection connection, Role role, String attack) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute(attack))
                    .as("%s: %s", role, attack)
                    .asInstanceOf(InstanceOfAssertFactories.throwable(SQLException.class))
                    .extracting(SQLException::getSQLState)
                    .isIn(NOT_PERMITTED, "58P01", "0A000", "25006");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE historian.t (i int)",
                "CREATE TABLE public.t (i int)",
                "CREATE SCHEMA mine",
                "CREATE TEMPORARY TABLE t (i int)",
                "CREATE EXTENSION btree_gist",
                "DROP TABLE historian.own_table",
                "ALTER TABLE historian.own_table ADD COLUMN x int",
                "ALTER DATABASE CURRENT_DB CONNECTION LIMIT 0",
                "TRUNCATE historian.own_table"
            })
    void writer_and_reader_change_no_structure(String template) throws SQLException {
        String attack = template.replace("CURRENT_DB", '"' + attacker.name() + '"');
        try (Connection connection = server.connect(attacker, attacker.owner());
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS own_table (i int)");
        }
        for (Role role : List.of(Role.WRITER, Role.READER)) {
            try (Connection connection = server.connect(attacker, role.of(attacker));
                    Statement statement = connection.createStatement()) {
                statement.execute("SET default_transaction_read_only TO off");
                assertThatThrownBy(() -> statement.execute(attack))
                        .as("%s: %s", role, attack)
                        .asInstanceOf(InstanceOfAssertFactories.throwable(SQLException.class))
                        .extracting(SQLException::getSQLState)
                        .isEqualTo(NOT_PERMITTED);
            }
        }
    }

    @Test
    void a_reader_that_unlocks_its_session_still_writes_nothing() throws SQLException {
        try (Connection owner = server.connect(attacker, attacker.owner());
                Statement statement = owner.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS readable (i int)");
        }
        try (Connection reader = server.connect(attacker, attacker.reader());
                Statement statement = reader.createStatement()) {
            assertThatThrownBy(() -> statement.execute("INSERT INTO readable VALUES (1)"))
                    .hasMessageContaining("read-only transaction");
            statement.execute("SET default_transaction_read_only TO off");
            assertThatThrownBy(() -> statement.execute("INSERT INTO readable VALUES (1)"))
                    .hasMessageContaining("permission denied");
            assertThatCode(() -> statement.execute("SELECT * FROM readable")).doesNotThrowAnyException();
        }
    }

    @Test
    void a_readers_long_statement_ends_and_its_sort_stays_small() throws SQLException {
        try (Connection reader = server.connect(attacker, attacker.reader());
                Statement statement = reader.createStatement()) {
            assertThatThrownBy(() -> statement.execute("SELECT pg_sleep(20)"))
                    .hasMessageContaining("statement timeout");
            // PostgreSQL lets every role lift its own time-out; the disk it may use is not its own to lift.
            statement.execute("SET statement_timeout TO '20s'");
            assertThatThrownBy(() -> statement.execute(
                            "SELECT count(*) FROM (SELECT i, repeat('x', 200) AS t FROM generate_series(1,"
                                    + " 1000000) i ORDER BY t, i DESC OFFSET 1) s"))
                    .hasMessageContaining("temporary file size exceeds");
        }
    }

    @Test
    void a_reader_gets_no_more_connections_than_its_tier_gives() throws SQLException {
        try (Connection first = server.connect(attacker, attacker.reader());
                Connection second = server.connect(attacker, attacker.reader())) {
            assertThat(first.isValid(1)).isTrue();
            assertThat(second.isValid(1)).isTrue();
            assertThatThrownBy(() -> server.connect(attacker, attacker.reader()).close())
                    .hasMessageContaining("too many connections for role");
        }
    }

    @ParameterizedTest
    @EnumSource
    void no_catalog_shows_anything_of_another_tenants_data(Role role) throws SQLException {
        List<String> looks = List.of(
                "SELECT string_agg(relname, ' ') FROM pg_class",
                "SELECT string_agg(s::text, ' ') FROM pg_stats s",
                "SELECT string_agg(query, ' ') FROM pg_stat_activity WHERE datname <> current_database()",
                "SELECT string_agg(table_name, ' ') FROM information_schema.tables");
        try (Connection victims = server.connect(victim, victim.owner());
                Connection connection = server.connect(attacker, role.of(attacker))) {
            assertThat(ScramServer.values(victims, "SELECT canary_column FROM canary_table"))
                    .containsExactly("canary-of-victim");
            for (String look : looks) {
                assertThat(String.valueOf(ScramServer.values(connection, look).getFirst()))
                        .as(look)
                        .doesNotContain("canary");
            }
            assertThatThrownBy(() -> ScramServer.values(connection, "SELECT pg_database_size('" + victim.name() + "')"))
                    .hasMessageContaining("permission denied");
        }
    }
}

package io.millwright.operator.historian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.millwright.operator.historian.HistorianOutcome.Changed;
import io.millwright.operator.historian.HistorianOutcome.Ready;
import io.millwright.operator.historian.HistorianOutcome.Refused;
import io.millwright.operator.historian.HistorianOutcome.Unreachable;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Creation, repair and concurrency on a real server; every test has a tenant of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HistorianAdministratorIT {

    private final HistorianAdministrator administrator = HistorianAdministrator.overJdbc();

    @SuppressWarnings("NullAway.Init")
    private ScramServer server;

    @BeforeAll
    void start(@TempDir Path directory) {
        server = new ScramServer(directory);
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void a_new_tenant_gets_a_database_in_which_each_role_can_do_its_work() throws Exception {
        TenantDatabase acme = TestDatabases.of("acme");

        assertThat(administrator.ensure(server.asSuperuser(), acme)).isInstanceOf(Changed.class);

        try (Connection owner = server.connect(acme, acme.owner());
                Statement statement = owner.createStatement()) {
            statement.execute("CREATE TABLE sample (id bigint GENERATED ALWAYS AS IDENTITY, value double precision)");
            assertThat(ScramServer.values(owner, "SELECT schemaname FROM pg_tables WHERE tablename = 'sample'"))
                    .containsExactly("historian");
        }
        try (Connection writer = server.connect(acme, acme.writer());
                Statement statement = writer.createStatement()) {
            statement.execute("INSERT INTO sample (value) VALUES (1.5)");
        }
        try (Connection reader = server.connect(acme, acme.reader())) {
            assertThat(ScramServer.values(reader, "SELECT value FROM sample")).containsExactly("1.5");
            assertThat(ScramServer.values(reader, "SHOW temp_file_limit")).containsExactly("16MB");
        }
    }

    @Test
    void a_converged_tenant_is_only_read() throws Exception {
        TenantDatabase tenant = TestDatabases.of("calm");
        administrator.ensure(server.asSuperuser(), tenant);
        int before = server.log().length();

        assertThat(administrator.ensure(server.asSuperuser(), tenant)).isEqualTo(new Ready());

        List<String> statements = server.log()
                .substring(before)
                .lines()
                .filter(line -> line.matches(".*LOG:  (execute|statement).*"))
                .filter(line -> !line.contains("SET extra_float_digits") && !line.contains("SET application_name"))
                .toList();
        assertThat(statements).hasSize(1).first().asString().contains("WITH wanted AS");
    }

    @Test
    void what_drifted_is_repaired_and_named() throws Exception {
        TenantDatabase tenant = TestDatabases.of("drift");
        String name = tenant.name();
        administrator.ensure(server.asSuperuser(), tenant);
        server.execute(
                "CREATE ROLE stranger LOGIN",
                "ALTER ROLE \"" + name + "_writer\" SUPERUSER CREATEDB BYPASSRLS",
                "ALTER ROLE \"" + name + "_reader\" NOLOGIN CONNECTION LIMIT 500 VALID UNTIL '2020-01-01'",
                "ALTER ROLE \"" + name + "_owner\" PASSWORD 'stolen'",
                "ALTER ROLE \"" + name + "_reader\" IN DATABASE \"" + name + "\" RESET statement_timeout",
                "ALTER ROLE \"" + name + "_writer\" IN DATABASE \"" + name + "\" SET search_path TO evil",
                "GRANT CONNECT ON DATABASE \"" + name + "\" TO PUBLIC, stranger",
                "GRANT \"" + name + "_owner\" TO stranger",
                "GRANT pg_read_server_files TO \"" + name + "_reader\"",
                "ALTER DATABASE \"" + name + "\" OWNER TO stranger",
                "ALTER DATABASE \"" + name + "\" ALLOW_CONNECTIONS false",
                "GRANT TEMPORARY ON DATABASE postgres TO PUBLIC");

        HistorianOutcome outcome = administrator.ensure(server.asSuperuser(), tenant);

        assertThat(outcome).isInstanceOf(Changed.class);
        assertThat(((Changed) outcome).changes())
                .containsExactlyInAnyOrder(
                        "role " + name + "_writer set NOSUPERUSER NOCREATEDB NOBYPASSRLS",
                        "role " + name + "_reader set LOGIN",
                        "role " + name + "_reader no longer expires",
                        "role " + name + "_reader limited to 2 connections",
                        "password of role " + name + "_owner set",
                        "role " + name + "_reader set statement_timeout",
                        "role " + name + "_writer set search_path",
                        "rights of everybody on database " + name + " revoked",
                        "rights of stranger on database " + name + " revoked",
                        "membership of stranger in " + name + "_owner revoked",
                        "membership of " + name + "_reader in pg_read_server_files revoked",
                        "database " + name + " given to " + name + "_owner",
                        "role " + name + "_owner may connect",
                        "database " + name + " opened",
                        "TEMPORARY on database postgres revoked from everybody");
        assertThat(administrator.ensure(server.asSuperuser(), tenant)).isEqualTo(new Ready());
        assertThatCode(() -> server.connect(tenant, tenant.owner()).close()).doesNotThrowAnyException();
    }

    @Test
    void a_missing_role_and_drift_inside_the_database_are_repaired() throws Exception {
        TenantDatabase tenant = TestDatabases.of("inside");
        administrator.ensure(server.asSuperuser(), tenant);
        String reader = "\"" + tenant.reader().name() + "\"";
        server.executeIn(
                tenant.name(),
                "GRANT CREATE ON SCHEMA public TO PUBLIC",
                "GRANT CREATE ON SCHEMA historian TO " + reader,
                "ALTER SCHEMA historian OWNER TO postgres",
                "DROP OWNED BY \"" + tenant.writer().name() + "\"",
                "DROP ROLE \"" + tenant.writer().name() + "\"");

        assertThat(administrator.ensure(server.asSuperuser(), tenant)).isInstanceOf(Changed.class);

        assertThat(administrator.ensure(server.asSuperuser(), tenant)).isEqualTo(new Ready());
        try (Connection writer = server.connect(tenant, tenant.writer())) {
            assertThat(ScramServer.values(writer, "SELECT has_schema_privilege('historian', 'USAGE')"))
                    .containsExactly("t");
            assertThat(ScramServer.values(writer, "SELECT has_schema_privilege('public', 'CREATE')"))
                    .containsExactly("f");
        }
        try (Connection asReader = server.connect(tenant, tenant.reader())) {
            assertThat(ScramServer.values(asReader, "SELECT has_schema_privilege('historian', 'CREATE')"))
                    .containsExactly("f");
        }
    }

    @Test
    void new_passwords_replace_the_old_ones_and_no_log_holds_any() throws Exception {
        TenantDatabase before = TestDatabases.of("rotate", "old");
        TenantDatabase after = TestDatabases.of("rotate", "new");
        administrator.ensure(server.asSuperuser(), before);

        HistorianOutcome outcome = administrator.ensure(server.asSuperuser(), after);

        assertThat(outcome).isInstanceOf(Changed.class);
        assertThat(((Changed) outcome).changes()).hasSize(3).allMatch(change -> change.startsWith("password of role"));
        assertThatCode(() -> server.connect(after, after.writer()).close()).doesNotThrowAnyException();
        assertThat(administrator.ensure(server.asSuperuser(), after)).isEqualTo(new Ready());
        for (DatabaseRole role : List.of(before.owner(), before.reader(), after.owner(), after.writer())) {
            assertThat(server.log()).doesNotContain(role.password().value());
            assertThat(outcome.toString()).doesNotContain(role.password().value());
        }
    }

    @Test
    void an_administrator_with_createdb_and_createrole_suffices() throws Exception {
        TenantDatabase tenant = TestDatabases.of("own");
        HistorianServer own = server.asAdministrator("admin_own");

        assertThat(administrator.ensure(own, tenant)).isInstanceOf(Changed.class);
        assertThat(administrator.ensure(own, tenant)).isEqualTo(new Ready());

        server.execute(
                "ALTER ROLE \"" + tenant.writer().name() + "\" PASSWORD 'changed' CONNECTION LIMIT 50",
                "GRANT CONNECT ON DATABASE \"" + tenant.name() + "\" TO PUBLIC");
        assertThat(administrator.ensure(own, tenant))
                .isEqualTo(new Changed(List.of(
                        "role " + tenant.writer().name() + " limited to 5 connections",
                        "password of role " + tenant.writer().name() + " set",
                        "rights of everybody on database " + tenant.name() + " revoked")));
        assertThat(administrator.ensure(own, tenant)).isEqualTo(new Ready());
    }

    @Test
    void what_an_administrator_may_not_repair_is_refused_in_a_sentence() throws Exception {
        TenantDatabase tenant = TestDatabases.of("limited");
        HistorianServer own = server.asAdministrator("admin_limited");
        administrator.ensure(own, tenant);
        server.execute("ALTER ROLE \"" + tenant.writer().name() + "\" SUPERUSER");

        HistorianOutcome outcome = administrator.ensure(own, tenant);

        assertThat(outcome).isInstanceOf(Refused.class);
        assertThat(((Refused) outcome).sentence())
                .contains("admin_limited", "role " + tenant.writer().name() + " set NOSUPERUSER", "permission denied")
                .doesNotContain("\n");
    }

    @Test
    void the_maintenance_database_closes_only_when_no_administrator_depends_on_its_being_open() throws Exception {
        TenantDatabase tenant = TestDatabases.of("door");
        administrator.ensure(server.asSuperuser(), tenant);
        server.asAdministrator("admin_door");
        server.execute(
                "REVOKE CONNECT ON DATABASE postgres FROM admin_door", "GRANT CONNECT ON DATABASE postgres TO PUBLIC");

        assertThat(administrator.ensure(server.asSuperuser(), tenant)).isEqualTo(new Ready());

        server.execute("GRANT CONNECT ON DATABASE postgres TO admin_door");
        assertThat(administrator.ensure(server.asSuperuser(), tenant))
                .isEqualTo(new Changed(List.of("CONNECT on database postgres revoked from everybody")));

        server.execute("REVOKE CONNECT ON DATABASE postgres FROM admin_door");
        assertThat(administrator.ensure(server.asSuperuser(), tenant))
                .isEqualTo(new Changed(List.of("administrator admin_door may connect to postgres")));
    }

    @Test
    void many_at_once_agree_on_one_creation() throws Exception {
        TenantDatabase tenant = TestDatabases.of("crowd");
        TenantDatabase neighbour = TestDatabases.of("crowd-neighbour");
        List<Callable<HistorianOutcome>> calls = IntStream.range(0, 8)
                .<Callable<HistorianOutcome>>mapToObj(
                        i -> () -> administrator.ensure(server.asSuperuser(), i % 2 == 0 ? tenant : neighbour))
                .toList();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<HistorianOutcome> outcomes =
                    threads.invokeAll(calls).stream().map(Future::resultNow).toList();
            assertThat(outcomes).filteredOn(Changed.class::isInstance).hasSize(2);
            assertThat(outcomes).filteredOn(Ready.class::isInstance).hasSize(6);
        }
    }

    @Test
    void names_that_look_like_sql_or_numbers_are_only_names() throws Exception {
        for (String tenant : List.of("select", "a-b-c", "007", "drop-table-x-x-x-x-x-x-x-x-x-x-x")) {
            TenantDatabase database = TestDatabases.of(tenant);

            assertThat(administrator.ensure(server.asSuperuser(), database)).isInstanceOf(Changed.class);
            assertThat(administrator.ensure(server.asSuperuser(), database)).isEqualTo(new Ready());
        }
    }

    @Test
    void a_wrong_administrator_is_refused_and_a_missing_server_is_unreachable() throws Exception {
        TenantDatabase tenant = TestDatabases.of("nobody");
        HistorianServer wrong = new HistorianServer(server.url(), "postgres", new Password("wrong-one"));
        int closedPort;
        try (ServerSocket socket = new ServerSocket(0)) {
            closedPort = socket.getLocalPort();
        }
        HistorianServer missing =
                new HistorianServer("jdbc:postgresql://127.0.0.1:" + closedPort + "/", "postgres", new Password("x"));

        assertThat(administrator.ensure(wrong, tenant))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.sentence())
                                .contains("password authentication failed")
                                .doesNotContain("wrong-one"));
        assertThat(administrator.ensure(missing, tenant))
                .isInstanceOfSatisfying(
                        Unreachable.class,
                        unreachable -> assertThat(unreachable.sentence()).contains("127.0.0.1:" + closedPort));
    }

    @Test
    void a_server_that_never_answers_is_unreachable_in_time() throws Exception {
        HistorianAdministrator impatient = new JdbcHistorianAdministrator(Duration.ofSeconds(1), Duration.ofSeconds(1));
        try (ServerSocket silent = new ServerSocket(0)) {
            HistorianServer mute = new HistorianServer(
                    "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/", "postgres", new Password("x"));
            long start = System.nanoTime();

            assertThat(impatient.ensure(mute, TestDatabases.of("mute"))).isInstanceOf(Unreachable.class);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        }
    }
}

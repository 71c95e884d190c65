package io.millwright.runtime.historian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.runtime.HistorianIT;
import io.millwright.runtime.TenantFolder;
import io.millwright.runtime.tenant.TenantConfiguration.Database;
import io.millwright.runtime.tenant.TenantConfiguration.Role;
import io.millwright.runtime.tenant.TenantConfiguration.Secret;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** The migration as the owner, and what writer and reader may do then, on a real PostgreSQL. */
class HistorianSchemaIT extends HistorianIT {

    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    private Database bare(String name) throws SQLException {
        TenantFolder folder = TenantFolder.of(tenants, name).at(historian.url());
        historian.holding(folder);
        Secret password = new Secret(folder.password());
        return new Database(
                historian.url() + folder.database(),
                folder.database(),
                new Role(folder.owner(), password),
                new Role(folder.writer(), password),
                new Role(folder.reader(), password));
    }

    private static List<String> as(Role role, Database database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        database.url() + "?currentSchema=historian",
                        role.name(),
                        role.password().value());
                Statement statement = connection.createStatement()) {
            List<String> values = new ArrayList<>();
            if (statement.execute(sql)) {
                ResultSet rows = statement.getResultSet();
                while (rows.next()) {
                    values.add(String.valueOf(rows.getString(1)));
                }
            }
            return values;
        }
    }

    @Test
    void it_migrates_once_however_often_and_by_how_many_it_is_asked() throws Exception {
        Database database = bare("once");
        Callable<HistorianSchema.Outcome> migration = () -> HistorianSchema.migrate(database);

        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            assertThat(both.invokeAll(List.of(migration, migration)))
                    .extracting(future -> future.get())
                    .allMatch(HistorianSchema.Outcome.Current.class::isInstance);
        }
        assertThat(HistorianSchema.migrate(database)).isEqualTo(new HistorianSchema.Outcome.Current(0));
    }

    @Test
    void no_day_is_vacuumed_because_points_come() throws Exception {
        Database database = bare("insert_only");
        HistorianSchema.migrate(database);
        as(database.writer(), database, "SELECT ensure_day('" + today + "')");

        assertThat(as(
                        database.owner(),
                        database,
                        "SELECT relname || ' ' || coalesce(array_to_string(reloptions, ' '), '') FROM pg_class"
                                + " JOIN pg_inherits ON inhrelid = oid WHERE inhparent = 'sample'::regclass"))
                .hasSizeGreaterThan(1)
                .allMatch(day -> day.endsWith(" autovacuum_vacuum_insert_threshold=-1"));
    }

    @Test
    void a_release_leaves_the_schema_of_a_newer_one_alone() throws Exception {
        Database database = bare("newer");
        HistorianSchema.migrate(database);
        as(
                database.owner(),
                database,
                "INSERT INTO schema_history SELECT 99, '99', 'of tomorrow', type, 'V99__tomorrow.sql', 7, installed_by,"
                        + " installed_on, 1, true FROM schema_history WHERE version = '1'");

        assertThat(HistorianSchema.migrate(database)).isEqualTo(new HistorianSchema.Outcome.Current(0));
    }

    @Test
    void a_refused_owner_is_a_sentence_without_the_password() throws Exception {
        Database database = bare("refused");
        Role wrong = new Role(database.owner().name(), new Secret("wrong-guess"));

        assertThat(HistorianSchema.migrate(
                        new Database(database.url(), database.name(), wrong, database.writer(), database.reader())))
                .isInstanceOfSatisfying(
                        HistorianSchema.Outcome.Failed.class,
                        failed -> assertThat(failed.sentence())
                                .contains("password authentication failed")
                                .doesNotContain("wrong-guess"));
    }

    @Test
    void days_are_made_on_demand_and_bounded_and_no_row_is_without_a_place() throws Exception {
        Database database = bare("days");
        HistorianSchema.migrate(database);

        for (LocalDate day :
                List.of(today, today, today.minusDays(3), today.plusYears(10), today.minusYears(11), LocalDate.EPOCH)) {
            as(database.writer(), database, "SELECT ensure_day('" + day + "')");
            as(
                    database.writer(),
                    database,
                    "INSERT INTO sample VALUES ('" + day + " 12:00:00Z', 1.5, 1, 192, 0, null)");
        }

        assertThat(as(database.reader(), database, "SELECT DISTINCT tableoid::regclass FROM sample ORDER BY 1"))
                .containsExactlyInAnyOrder(
                        "sample_other",
                        "sample_" + today.toString().replace("-", ""),
                        "sample_" + today.minusDays(3).toString().replace("-", ""));

        assertThat(as(database.writer(), database, "SELECT forget_before('" + today.minusDays(1) + " 00:00:00Z')"))
                .containsExactly("1");
        assertThat(as(database.reader(), database, "SELECT count(*) FROM sample"))
                .as("today twice, and what lies in the future")
                .containsExactly("3");
    }

    @Test
    void a_day_that_has_rows_elsewhere_stays_there() throws Exception {
        Database database = bare("stays");
        HistorianSchema.migrate(database);
        as(database.writer(), database, "INSERT INTO sample VALUES (now(), 1.5, 1, 192, 0, null)");

        as(database.writer(), database, "SELECT ensure_day('" + today + "')");

        assertThat(as(database.reader(), database, "SELECT DISTINCT tableoid::regclass FROM sample"))
                .containsExactly("sample_other");
    }

    @Test
    void published_usage_is_append_only_for_the_writer_and_the_reader_only_reads() throws Exception {
        Database database = bare("rights");
        HistorianSchema.migrate(database);
        as(
                database.writer(),
                database,
                "INSERT INTO usage_row (meter, hour, source, revision, quantity)"
                        + " VALUES ('points', '2026-01-01T00:00Z', 'runtime', 1, 5)");

        for (String attack : List.of(
                "UPDATE usage_row SET quantity = 0",
                "DELETE FROM usage_row",
                "TRUNCATE usage_row",
                "DROP TABLE usage_row",
                "CREATE TABLE historian.mine (a int)")) {
            assertThatThrownBy(() -> as(database.writer(), database, attack))
                    .as(attack)
                    .isInstanceOf(SQLException.class);
        }
        for (String attack : List.of(
                "INSERT INTO sample VALUES (now(), 1, 1, 192, 0, null)",
                "DELETE FROM quarantine",
                "SELECT ensure_day(current_date)",
                "SELECT forget_before(now())")) {
            assertThatThrownBy(() -> as(database.reader(), database, attack))
                    .as(attack)
                    .isInstanceOf(SQLException.class);
        }
        assertThat(as(database.reader(), database, "SELECT quantity FROM usage_row"))
                .containsExactly("5");
    }
}

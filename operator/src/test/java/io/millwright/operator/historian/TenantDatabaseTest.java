package io.millwright.operator.historian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TenantDatabaseTest {

    @Test
    void the_name_holds_the_tenant_and_its_incarnation_and_fits_postgresql() {
        String longest = "a".repeat(40);
        TenantDatabase database = TestDatabases.of(longest);

        assertThat(database.name()).isEqualTo("a".repeat(24) + "_01jd0000000000000000000000");
        assertThat(database.roles())
                .extracting(DatabaseRole::name)
                .containsExactly(database.name() + "_owner", database.name() + "_writer", database.name() + "_reader")
                .allMatch(name -> name.length() <= 63);
    }

    @Test
    void a_name_that_could_leave_its_quotes_is_refused() {
        for (String name : List.of("", "a\"b", "A", "a b", "a'b", "a;b", "-a", "a".repeat(64))) {
            assertThatThrownBy(() -> new DatabaseRole(name, new Password("x"), 1))
                    .as(name)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_servers_url_gets_the_tenants_database_and_keeps_its_parameters() {
        Password password = new Password("x");

        assertThat(new HistorianServer("jdbc:postgresql://db:5432/", "admin", password).urlOf("acme_1"))
                .isEqualTo("jdbc:postgresql://db:5432/acme_1");
        assertThat(new HistorianServer("jdbc:postgresql://db/postgres?sslmode=require", "admin", password)
                        .urlOf("acme_1"))
                .isEqualTo("jdbc:postgresql://db/acme_1?sslmode=require");
        for (String url :
                List.of("", "db:5432", "jdbc:mysql://db/", "jdbc:postgresql:///x", "jdbc:postgresql://a/b/c#d")) {
            assertThatThrownBy(() -> new HistorianServer(url, "admin", password))
                    .as(url)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}

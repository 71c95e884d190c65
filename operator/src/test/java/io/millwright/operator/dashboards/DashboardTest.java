package io.millwright.operator.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.networknt.schema.Schema;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DashboardTest {

    static Stream<Dashboard> shipped() {
        return Dashboard.SHIPPED.stream();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void a_dashboard_is_in_grafanas_classic_form(Dashboard dashboard) {
        Optional<Schema> schema = GrafanaContract.ofDashboards();
        assumeTrue(schema.isPresent(), "no ../shared/contracts beside this clone");

        assertThat(schema.get().validate(json(dashboard))).isEmpty();
    }

    @Test
    void the_form_is_really_looked_at() {
        Optional<Schema> schema = GrafanaContract.ofDashboards();
        assumeTrue(schema.isPresent(), "no ../shared/contracts beside this clone");

        assertThat(schema.get().validate(json("{\"schemaVersion\":41,\"panels\":[{\"typ\":\"stat\"}]}")))
                .isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void every_query_goes_to_the_tenants_historian_and_names_its_schema(Dashboard dashboard) {
        List<JsonNode> sources = json(dashboard).findValues("datasource");

        assertThat(sources).isNotEmpty().allSatisfy(source -> {
            assertThat(source.path("uid").asString()).isEqualTo(HistorianSource.UID);
            assertThat(source.path("type").asString()).isEqualTo(HistorianSource.TYPE);
        });
        assertThat(json(dashboard).findValuesAsString("rawSql"))
                .isNotEmpty()
                .allSatisfy(sql -> assertThat(sql).contains("FROM historian.").doesNotContain("payload"));
    }

    /** A value of a variable comes from the address bar: unquoted, it is SQL. */
    @ParameterizedTest
    @MethodSource("shipped")
    void every_variable_is_quoted_where_it_enters_sql(Dashboard dashboard) {
        assertThat(Queries.of(dashboard))
                .allSatisfy(sql -> assertThat(sql.replaceAll("\\$\\{\\w+:sqlstring}", "")
                                .replaceAll("\\$__timeFilter\\([\\w.]+\\)|\\$__time(From|To)\\(\\)", ""))
                        .doesNotContain("$"));
    }

    @Test
    void nothing_collides() {
        assertThat(shipped().map(dashboard -> json(dashboard).path("uid").asString()))
                .doesNotHaveDuplicates()
                .first()
                .isEqualTo(Dashboard.FIRST_UID);
    }

    private static JsonNode json(Dashboard dashboard) {
        return json(dashboard.json());
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}

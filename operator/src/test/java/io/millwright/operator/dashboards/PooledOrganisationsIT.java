package io.millwright.operator.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millwright.operator.dashboards.DashboardsOutcome.Failed;
import io.millwright.operator.dashboards.DashboardsOutcome.Served;
import io.millwright.operator.dashboards.StubGrafana.Mood;
import io.millwright.operator.dashboards.StubOrganisations.Held;
import io.millwright.operator.dashboards.grafana.GrafanaServer;
import io.millwright.operator.plan.DatabaseCredentials;
import io.millwright.operator.plan.TenantPlan;
import io.millwright.operator.tenant.Plans;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

class PooledOrganisationsIT {

    private static final Duration PERIOD = Duration.ofMinutes(5);
    private static final TenantPlan ACME = plan("acme", "1");
    private static final TenantPlan OTHER = plan("other", "2");

    private final StubGrafana stub = new StubGrafana();
    private final TestClock clock = new TestClock();
    private final PooledOrganisations organisations = started();

    @AfterEach
    void every_request_was_one_that_grafana_knows() {
        stub.close();
        assertThat(stub.violations()).isEmpty();
    }

    @Test
    void the_description_of_grafanas_api_was_at_hand() {
        assumeTrue(GrafanaContract.ofRequests().isPresent(), "no ../shared/contracts beside this clone");

        GrafanaContract contract = GrafanaContract.ofRequests().orElseThrow();

        assertThat(contract.violations("POST", "/api/orgs", java.util.Set.of(), "{\"name\":\"a\"}"))
                .isEmpty();
        assertThat(contract.violations("POST", "/api/orgs", java.util.Set.of(), "{\"nmae\":\"a\"}"))
                .isNotEmpty();
        assertThat(contract.violations("POST", "/api/orgs", java.util.Set.of(), "{\"name\":1}"))
                .isNotEmpty();
        assertThat(contract.violations("PUT", "/api/orgs", java.util.Set.of(), "{}"))
                .isNotEmpty();
        assertThat(contract.violations("GET", "/api/nothing", java.util.Set.of(), ""))
                .isNotEmpty();
        assertThat(contract.violations("GET", "/api/health", java.util.Set.of("x"), ""))
                .isNotEmpty();
    }

    @Test
    void a_tenant_gets_an_organisation_with_data_source_folder_and_dashboards() {
        DashboardsOutcome outcome = ensure(ACME);

        String name = PooledOrganisations.organisationOf("acme", ACME.incarnation());
        Held organisation = stub.organisations().named(name);
        assertThat(outcome).isEqualTo(new Served("https://grafana.example.com/d/millwright-overview?orgId=2"));
        assertThat(organisation.folders).containsOnlyKeys("millwright");
        assertThat(organisation.dashboards)
                .containsOnlyKeys("millwright-overview", "millwright-tag", "millwright-messages", "millwright-devices");
        ObjectNode source = Objects.requireNonNull(organisation.dataSources.get("historian"));
        assertThat(source.path("user").asString())
                .isEqualTo(database(ACME).reader().username());
        assertThat(source.path("jsonData").path("database").asString())
                .isEqualTo(database(ACME).database());
        assertThat(source.path("forTheTest").path("password").asString())
                .isEqualTo(database(ACME).reader().password());
        assertThat(source.path("jsonData").toString())
                .doesNotContain(database(ACME).reader().password());
    }

    @Test
    void what_is_as_wanted_is_not_written_again() {
        ensure(ACME);
        int writes = stub.writes().size();
        clock.pass(PERIOD);
        int requests = stub.requests().size();

        assertThat(ensure(ACME)).isInstanceOf(Served.class);

        assertThat(stub.writes()).hasSize(writes);
        assertThat(stub.requests().size()).as("it really looked").isGreaterThan(requests);
    }

    @Test
    void between_two_looks_the_answer_comes_from_memory() {
        ensure(ACME);
        int requests = stub.requests().size();

        assertThat(ensure(ACME)).isInstanceOf(Served.class);

        assertThat(stub.requests()).hasSize(requests);
    }

    @Test
    void a_restarted_operator_finds_the_organisation_and_writes_nothing() {
        ensure(ACME);
        int writes = stub.writes().size();

        assertThat(started().ensure(ACME, database(ACME))).isInstanceOf(Served.class);

        assertThat(stub.writes()).hasSize(writes);
        assertThat(stub.organisations().names()).hasSize(1);
    }

    enum Drift {
        DATA_SOURCE_GONE(held -> held.dataSources.clear()),
        DATA_SOURCE_OF_ANOTHER_ROLE(held -> source(held).put("user", "postgres")),
        DATA_SOURCE_ELSEWHERE(held -> source(held).put("url", "elsewhere:5432")),
        PASSWORD_GONE(held -> source(held).remove("secureJsonFields")),
        FOLDER_GONE(held -> held.folders.clear()),
        FOLDER_RENAMED(
                held -> Objects.requireNonNull(held.folders.get("millwright")).put("title", "Mine")),
        DASHBOARD_GONE(held -> held.dashboards.remove("millwright-tag")),
        DASHBOARD_CHANGED(held -> Objects.requireNonNull(held.dashboards.get("millwright-tag"))
                .withObject("dashboard")
                .put("title", "Mine")),
        ADMINISTRATOR_OUT(held -> held.roles.clear()),
        ADMINISTRATOR_DEMOTED(held -> held.roles.put(StubGrafana.USERNAME, "Viewer"));

        private final Consumer<Held> disturb;

        Drift(Consumer<Held> disturb) {
            this.disturb = disturb;
        }

        private static ObjectNode source(Held held) {
            return Objects.requireNonNull(held.dataSources.get("historian"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void drift_is_repaired_at_the_next_look(Drift drift) {
        ensure(ACME);
        Held held = held(ACME);
        String before = all(held);
        drift.disturb.accept(held);
        assertThat(all(held)).isNotEqualTo(before);
        clock.pass(PERIOD);

        assertThat(ensure(ACME)).isInstanceOf(Served.class);

        assertThat(all(held)).isEqualTo(before);
    }

    @Test
    void a_new_password_reaches_the_data_source_at_once() {
        ensure(ACME);
        DatabaseCredentials old = database(ACME);
        DatabaseCredentials changed = new DatabaseCredentials(
                old.database(),
                old.owner(),
                old.writer(),
                new io.millwright.operator.plan.Credentials(old.reader().username(), "another"));

        assertThat(organisations.ensure(ACME, changed)).isInstanceOf(Served.class);

        assertThat(Drift.source(held(ACME)).path("forTheTest").path("password").asString())
                .isEqualTo("another");
    }

    @Test
    void a_tenant_created_anew_meets_nothing_of_the_old_one() {
        ensure(ACME);
        TenantPlan anew = plan("acme", "3");

        DashboardsOutcome outcome = ensure(anew);

        assertThat(outcome).isNotEqualTo(ensure(ACME));
        assertThat(stub.organisations().names()).hasSize(2).doesNotHaveDuplicates();
        assertThat(held(anew).dataSources.toString())
                .contains(database(anew).database())
                .doesNotContain(database(ACME).database());

        assertThat(organisations.remove("acme", ACME.incarnation())).isEmpty();
        assertThat(stub.organisations().names()).containsExactly(held(anew).name);
    }

    @Test
    void removal_takes_the_organisation_and_no_other_and_may_be_repeated() {
        ensure(ACME);
        ensure(OTHER);

        assertThat(organisations.remove("acme", ACME.incarnation())).isEmpty();
        assertThat(organisations.remove("acme", ACME.incarnation())).isEmpty();

        assertThat(stub.organisations().names()).containsExactly(held(OTHER).name);
    }

    @Test
    void removal_that_grafana_does_not_answer_is_said_and_done_later() {
        ensure(ACME);
        stub.is(Mood.UNAVAILABLE);
        Failed failed = organisations.remove("acme", ACME.incarnation()).orElseThrow();
        assertThat(failed.reason()).isEqualTo("GrafanaFailing");
        stub.is(Mood.UP);
        clock.pass(failed.again());

        assertThat(organisations.remove("acme", ACME.incarnation())).isEmpty();

        assertThat(stub.organisations().names()).isEmpty();
    }

    /** Failed at each request in turn: it converges, with one organisation. */
    @Test
    void a_failure_at_any_request_is_made_good_by_the_next_try() {
        ensure(ACME);
        int requests = stub.requests().size();
        organisations.remove("acme", ACME.incarnation());
        for (int request = 0; request < requests; request++) {
            stub.failAt(request);
            DashboardsOutcome first = started().ensure(ACME, database(ACME));
            stub.failAt(-1);
            DashboardsOutcome second = started().ensure(ACME, database(ACME));

            assertThat(first).as("request " + request).isInstanceOf(Failed.class);
            assertThat(second).as("after request " + request).isInstanceOf(Served.class);
            assertThat(stub.organisations().names()).hasSize(1);
            assertThat(held(ACME).dashboards).hasSize(4);
            started().remove("acme", ACME.incarnation());
        }
    }

    @Test
    void an_organisation_whose_creation_was_not_answered_is_found_again() {
        stub.loseAnswerAt(2);
        assertThat(ensure(ACME)).isInstanceOf(Failed.class);
        assertThat(stub.organisations().names()).hasSize(1);
        clock.pass(Duration.ofMinutes(2));

        assertThat(ensure(ACME)).isInstanceOf(Served.class);

        assertThat(stub.organisations().names()).hasSize(1);
    }

    @Test
    void while_grafana_fails_one_tenant_asks_and_the_others_get_its_answer() {
        stub.is(Mood.UNAVAILABLE);
        Failed first = (Failed) ensure(ACME);
        int requests = stub.requests().size();

        Failed second = (Failed) ensure(OTHER);

        assertThat(stub.requests()).hasSize(requests);
        assertThat(second.reason()).isEqualTo(first.reason()).isEqualTo("GrafanaFailing");
        assertThat(second.sentence()).contains("first").contains("503");
    }

    @Test
    void tries_grow_apart_and_stay_below_two_minutes() {
        stub.is(Mood.UNAVAILABLE);
        Duration last = Duration.ZERO;
        for (int attempt = 0; attempt < 9; attempt++) {
            Duration again = ((Failed) ensure(ACME)).again();
            assertThat(again).isGreaterThanOrEqualTo(last).isBetween(Duration.ofSeconds(2), Duration.ofMinutes(2));
            last = again;
            clock.pass(again);
        }
        assertThat(last).isEqualTo(Duration.ofMinutes(2));
        stub.is(Mood.UP);

        assertThat(ensure(ACME)).isInstanceOf(Served.class);
        assertThat(ensure(OTHER)).isInstanceOf(Served.class);
    }

    @Test
    void what_grafana_rejects_of_one_tenant_concerns_no_other() {
        ensure(ACME);
        ObjectNode foreign = Drift.source(held(ACME)).deepCopy();
        held(ACME).dataSources.clear();
        held(ACME).dataSources.put("taken", foreign);
        clock.pass(PERIOD);

        assertThat(((Failed) ensure(ACME)).reason()).isEqualTo("GrafanaRejected");
        assertThat(ensure(OTHER)).isInstanceOf(Served.class);
    }

    @Test
    void tenants_fill_one_grafana_after_the_other() {
        PooledOrganisations two =
                new PooledOrganisations(List.of(grafana("first", 2), grafana("second", 1)), PERIOD, clock);

        assertThat(two.place(Map.of())).contains("first");
        assertThat(two.place(Map.of("first", 1))).contains("first");
        assertThat(two.place(Map.of("first", 2))).contains("second");
        assertThat(two.place(Map.of("first", 2, "second", 1))).isEmpty();
    }

    @Test
    void no_room_no_grafana_and_a_forgotten_one_each_have_their_sentence() {
        assertThat(((Failed) organisations.ensure(ACME.at(null), database(ACME))).reason())
                .isEqualTo("GrafanaFull");
        assertThat(((Failed) organisations.ensure(ACME.at("gone"), database(ACME))).reason())
                .isEqualTo("GrafanaUnknown");
        PooledOrganisations none = new PooledOrganisations(List.of(), PERIOD, clock);
        assertThat(((Failed) none.ensure(ACME.at(null), database(ACME))).reason())
                .isEqualTo("GrafanaNotNamed");
    }

    private DashboardsOutcome ensure(TenantPlan plan) {
        return organisations.ensure(plan, database(plan));
    }

    private Held held(TenantPlan plan) {
        return stub.organisations().named(PooledOrganisations.organisationOf(plan.tenant(), plan.incarnation()));
    }

    private static String all(Held held) {
        return held.roles + "\n" + held.dataSources + "\n" + held.folders + "\n"
                + new java.util.TreeMap<>(held.dashboards);
    }

    private PooledOrganisations started() {
        return new PooledOrganisations(List.of(grafana("first", 100)), PERIOD, clock);
    }

    private PooledGrafana grafana(String name, int room) {
        return new PooledGrafana(
                name,
                new GrafanaServer(stub.url(), StubGrafana.USERNAME, StubGrafana.PASSWORD),
                java.net.URI.create("https://grafana.example.com/"),
                room);
    }

    private static DatabaseCredentials database(TenantPlan plan) {
        return Objects.requireNonNull(plan.material().database());
    }

    private static TenantPlan plan(String name, String uid) {
        return Plans.of("""
            metadata:
              name: %s
              uid: %s
              creationTimestamp: "2026-11-01T00:00:00Z"
              annotations: {test/grafana: closed, test/pooled-grafana: first}
            spec: {tier: starter}
            """.formatted(name, uid));
    }

    private static final class TestClock extends Clock {
        private Instant now = Instant.parse("2026-11-21T12:00:00Z");

        void pass(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}

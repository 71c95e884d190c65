package io.millwright.controlplane.account;

import static io.millwright.controlplane.account.Attempts.attempt;
import static io.millwright.controlplane.account.Attempts.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millwright.controlplane.ControlPlaneIT;
import io.millwright.controlplane.audit.AuditEntry;
import io.millwright.controlplane.audit.AuditLog;
import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.identity.Role;
import io.millwright.controlplane.identity.UserId;
import io.millwright.controlplane.problem.ProblemType;
import io.millwright.controlplane.tenant.TenantAccounts;
import io.millwright.controlplane.tenant.TenantFounding;
import io.millwright.controlplane.tenant.Tenants;
import io.millwright.crd.v1alpha1.Owner;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.crd.v1alpha1.TenantSpec;
import io.millwright.wire.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

class FoundingsIT extends ControlPlaneIT {

    private static final Map<String, Object> STARTER = Map.of("tier", "starter");

    private final TestPeople people = new TestPeople(platform());
    private final Tenants tenants = platform().bean(Tenants.class);

    @Test
    void who_makes_a_tenant_owns_it_with_the_next_request_and_the_trail_says_who_it_was() {
        UserId founder = people.person("founder@founding.example");
        TenantId tenant = new TenantId("founded");

        Tenant made = tenants.create(tenant, STARTER, people.caller(founder));

        assertThat(Objects.requireNonNull(made.getSpec().getOwner()).getEmail()).isEqualTo("founder@founding.example");
        assertThat(people.caller(founder).grantIn(tenant).orElseThrow().role()).isEqualTo(Role.OWNER);
        assertThat(trail(tenant))
                .extracting(AuditEntry::actor, AuditEntry::action)
                .startsWith(tuple("user:" + founder, "tenant.create"), tuple("user:" + founder, "member.join"));
        assertThat(platform().mailbox().to("founder@founding.example")).isEmpty();
    }

    @Test
    void a_person_who_dies_with_the_process_after_the_resource_was_made_is_the_owner_all_the_same() {
        UserId founder = people.person("crashed@founding.example");
        TenantId tenant = new TenantId("founded-crash");
        platform().bean(TenantFounding.class).reserve(tenant, STARTER, people.caller(founder));

        apply("founded-crash", "crashed@founding.example");

        Awaitility.await().until(() -> people.caller(founder).grantIn(tenant).isPresent());
        assertThat(platform().bean(Invitations.class).list(tenant, "", 10)).isEmpty();
    }

    @Test
    void the_name_of_somebody_elses_tenant_is_taken_and_nothing_is_written_in_its_trail() {
        TenantId tenant = tenant("founded-taken");
        UserId stranger = people.person("stranger@founding.example");
        List<AuditEntry> before = trail(tenant);

        refused(ProblemType.CONFLICT, () -> tenants.create(tenant, STARTER, people.caller(stranger)));

        assertThat(people.caller(stranger).grantIn(tenant)).isEmpty();
        assertThat(trail(tenant)).isEqualTo(before);
    }

    @Test
    void of_many_people_who_make_a_tenant_of_one_name_at_once_one_owns_it() throws Exception {
        TenantId tenant = new TenantId("founded-race");
        List<UserId> all = IntStream.range(0, 6)
                .mapToObj(n -> people.person("racer-" + n + "@founding.example"))
                .toList();

        List<Boolean> won = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            List<Future<Boolean>> attempts = all.stream()
                    .map(person ->
                            threads.submit(attempt(() -> tenants.create(tenant, STARTER, people.caller(person)))))
                    .toList();
            for (Future<Boolean> one : attempts) {
                won.add(one.get());
            }
        }

        assertThat(won).containsOnlyOnce(true);
        assertThat(platform().bean(Members.class).list(tenant, "", 10))
                .singleElement()
                .satisfies(owner -> assertThat(owner.person()).isEqualTo(all.get(won.indexOf(true))));
    }

    @Test
    void a_person_owns_three_tenants_and_no_more_however_many_are_asked_for_at_once() throws Exception {
        UserId greedy = people.person("greedy@founding.example");
        Caller caller = people.caller(greedy);

        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<Boolean>> attempts = IntStream.range(0, 8)
                    .mapToObj(n ->
                            threads.submit(attempt(() -> tenants.create(new TenantId("greedy-" + n), STARTER, caller))))
                    .toList();
            assertThat(attempts).extracting(Future::get).filteredOn(won -> won).hasSize(3);
        }
        assertThat(people.caller(greedy).tenants().orElseThrow()).hasSize(3);
    }

    @Test
    void what_the_api_server_refuses_leaves_the_name_and_the_place_free() {
        UserId founder = people.person("typo@founding.example");
        for (int n = 0; n < 4; n++) {
            TenantId tenant = new TenantId("founded-typo-" + n);
            refused(
                    ProblemType.INVALID_REQUEST,
                    () -> tenants.create(
                            tenant, Map.of("tier", "starter", "region", "Not A Region"), people.caller(founder)));
        }

        tenants.create(new TenantId("founded-typo-0"), STARTER, people.caller(founder));

        assertThat(people.caller(founder).tenants().orElseThrow()).hasSize(1);
    }

    @Test
    void an_api_key_makes_no_tenant_and_a_person_none_that_is_suspended() {
        UserId founder = people.person("suspender@founding.example");

        assertThat(keyOf(tenant("founded-key"))
                        .post("/api/v1/tenants", "{\"name\":\"founded-by-key\",\"tier\":\"starter\"}")
                        .status())
                .isEqualTo(403);
        refused(
                ProblemType.FORBIDDEN,
                () -> tenants.create(
                        new TenantId("founded-suspended"),
                        Map.of("tier", "starter", "suspended", true),
                        people.caller(founder)));
    }

    @Test
    void the_owner_of_a_tenant_born_by_kubectl_is_invited_once_with_two_processes_and_after_a_restart() {
        try (ConfigurableApplicationContext other = platform().start(List.of())) {
            apply("born-by-kubectl", "boss@born.example");

            String token = platform().mailbox().token("boss@born.example", 1);
            assertThat(anonymous()
                            .post("/api/v1/invitations:show", "{\"token\":\"" + token + "\"}")
                            .body()
                            .path("role")
                            .asString())
                    .isEqualTo("owner");
            renote(other, "born-by-kubectl");
        }
        try (ConfigurableApplicationContext restarted = platform().start(List.of())) {
            renote(restarted, "born-by-kubectl");
            apply("born-by-kubectl", "another@born.example");
            renote(restarted, "born-by-kubectl");
        }
        apply("born-later", "later@born.example");
        platform().mailbox().await("later@born.example", 1);
        assertThat(platform().mailbox().to("boss@born.example")).hasSize(1);
        assertThat(platform().mailbox().to("another@born.example")).isEmpty();
    }

    @Test
    void a_new_life_of_a_name_invites_anew_and_its_old_invitation_opens_nothing() {
        apply("born-again", "first@again.example");
        String old = platform().mailbox().token("first@again.example", 1);

        platform().kubernetes().resources(Tenant.class).withName("born-again").delete();
        Awaitility.await()
                .until(() -> platform()
                        .bean(TenantAccounts.class)
                        .living(new TenantId("born-again"))
                        .isEmpty());
        apply("born-again", "first@again.example");

        platform().mailbox().await("first@again.example", 2);
        assertThat(anonymous()
                        .post("/api/v1/invitations:show", "{\"token\":\"" + old + "\"}")
                        .status())
                .isEqualTo(400);
    }

    private static void apply(String name, String email) {
        Tenant tenant = new Tenant();
        tenant.getMetadata().setName(name);
        TenantSpec spec = new TenantSpec();
        spec.setTier("starter");
        Owner owner = new Owner();
        owner.setEmail(email);
        spec.setOwner(owner);
        tenant.setSpec(spec);
        platform().kubernetes().resource(tenant).fieldManager("kubectl").serverSideApply();
    }

    /** As that process's informer and its sweep do. */
    private static void renote(ConfigurableApplicationContext process, String name) {
        Tenant tenant =
                platform().kubernetes().resources(Tenant.class).withName(name).get();
        process.getBean(TenantAccounts.class).note(new TenantId(name), tenant, "kubernetes");
    }

    private static List<AuditEntry> trail(TenantId tenant) {
        return platform().bean(AuditLog.class).list(tenant, 0, 1_000);
    }
}

package io.millwright.controlplane.enrollment;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.controlplane.ApiClient;
import io.millwright.controlplane.ControlPlaneIT;
import io.millwright.controlplane.pki.Pem;
import io.millwright.controlplane.pki.TestRequest;
import io.millwright.crd.v1alpha1.Approval;
import io.millwright.wire.CertificateIdentity;
import io.millwright.wire.CertificateReader;
import io.millwright.wire.DeviceId;
import io.millwright.wire.IdentityReading;
import io.millwright.wire.SiteId;
import io.millwright.wire.configuration.SignedConfiguration;
import io.millwright.wire.enrollment.EnrollmentTicket;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EnrollmentIT extends ControlPlaneIT {

    private static final AtomicInteger TENANTS = new AtomicInteger();

    private TestPlant plant;

    @BeforeEach
    void aTenantOfItsOwn() {
        plant = TestPlant.of(platform(), tenant("enroll-" + TENANTS.incrementAndGet()));
    }

    @Test
    void a_ticket_and_a_key_become_a_device_with_everything_it_needs() {
        JsonNode shown = mint("{\"count\":1,\"parameters\":{\"plc\":\"10.0.0.9\"}}")
                .path("codes")
                .get(0);
        EnrollmentTicket ticket = ((EnrollmentTicket.Reading.Read)
                        EnrollmentTicket.parse(shown.path("ticket").asString()))
                .ticket();
        TestAgent agent = TestAgent.fresh(platform());

        ApiClient.Answer answer = agent.enroll(ticket.code().text(), TestRequest.pem(agent.key()), "SN-1", "");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(ticket.origin()).isEqualTo(agent.origin());
        DeviceId id = new DeviceId(answer.body().path("deviceId").asString());
        List<X509Certificate> chain =
                Pem.certificates(answer.body().path("certificateChain").asString());
        assertThat(CertificateReader.read(chain.getFirst()))
                .isEqualTo(new IdentityReading.Known(
                        new CertificateIdentity.Device(plant.tenant(), new SiteId("bremen"), id)));
        assertThat(chain.subList(1, chain.size())).isEqualTo(plant.authority().chain());
        JsonNode broker = answer.body().path("broker");
        assertThat(broker.path("url").asString()).isEqualTo(TestPlant.MQTT);
        assertThat(broker.path("clientId").asString()).isEqualTo(id.value());
        assertThat(broker.path("topicRoot").asString()).isEqualTo("mw/v1/" + plant.tenant() + "/bremen/" + id + "/");
        assertThat(Pem.certificates(broker.path("caCertificate").asString()))
                .containsExactly(TestPlant.root(platform()).certificate());
        JsonNode configuration = configuration(answer);
        assertThat(configuration.path("connections").get(0).path("url").asString())
                .isEqualTo("modbus-tcp://10.0.0.9:502");
        assertThat(configuration.path("device").asString()).isEqualTo(id.value());
        assertThat(configuration.path("version").asInt()).isEqualTo(1);
        assertThat(configuration.has("parameters")).isFalse();
    }

    @Test
    void of_a_hundred_who_use_one_code_at_once_one_gets_in() throws Exception {
        String code = code();
        List<Future<Integer>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 100; i++) {
                TestAgent agent = TestAgent.fresh(platform());
                answers.add(threads.submit(() -> agent.enroll(code).status()));
            }
        }

        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> answer : answers) {
            statuses.add(answer.get());
        }
        // A busy machine may tell some of them 503, which uses up nothing.
        assertThat(statuses).isSubsetOf(201, 403, 503).containsOnlyOnce(201);
        assertThat(rows("device")).isEqualTo(1);
        assertThat(rows("device_certificate")).isEqualTo(1);
    }

    @Test
    void the_same_key_at_once_and_again_is_given_the_same_certificate() throws Exception {
        String code = code();
        TestAgent agent = TestAgent.fresh(platform());
        List<Future<ApiClient.Answer>> answers = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 10; i++) {
                answers.add(threads.submit(() -> agent.enroll(code)));
            }
        }

        ApiClient.Answer later = agent.enroll(code);
        for (Future<ApiClient.Answer> answer : answers) {
            assertThat(answer.get().body()).isEqualTo(later.body());
        }
        assertThat(later.status()).isEqualTo(201);
        assertThat(rows("device")).isEqualTo(1);
    }

    @Test
    void every_code_that_lets_nobody_in_gets_the_same_answer() {
        String used = code();
        TestAgent.fresh(platform()).enroll(used);
        JsonNode revoked = mint("{}").path("codes").get(0);
        administrator().delete(plant.codes() + "/" + revoked.path("id").asString());
        String expired = code();
        database()
                .sql("UPDATE claim_code SET expires_at = now() - interval '1 s' WHERE tenant = :t AND used_at IS NULL")
                .param("t", plant.tenant().value())
                .update();
        TestAgent agent = TestAgent.fresh(platform());

        List<ApiClient.Answer> answers = List.of(
                agent.enroll(used),
                agent.enroll(revoked.path("code").asString()),
                agent.enroll(expired),
                agent.enroll("MW-0000-0000-0000-0000-0000-0000-00-0"),
                agent.enroll("'; DROP TABLE device; --"),
                agent.enroll(""));

        assertThat(answers).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.body()).isEqualTo(answers.getFirst().body());
        });
        assertThat(answers.getFirst().body().path("type").asString()).isEqualTo("/problems/enrollment-refused");
    }

    @Test
    void a_former_lifes_code_opens_nothing_in_the_next() {
        String code = code();
        plant.rebirth();

        assertThat(TestAgent.fresh(platform()).enroll(code).status()).isEqualTo(403);
    }

    @Test
    void a_wrong_request_burns_no_code_and_is_told_all_that_is_wrong() {
        String code = code();
        TestAgent agent = TestAgent.fresh(platform());

        ApiClient.Answer answer = agent.enroll(code, "no csr", "", "\"plc\":\"10.0.0.5/../../x\"");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()
                        .path("errors")
                        .valueStream()
                        .map(e -> e.path("field").asString()))
                .containsExactlyInAnyOrder("csr", "hardware.serial", "parameters.plc");
        assertThat(agent.enroll(code, TestRequest.pem(agent.key()), "SN", "").status())
                .as("a parameter is missing")
                .isEqualTo(400);
        assertThat(agent.enroll(code, TestRequest.pem(agent.key(), "O=other-tenant,CN=x"), "SN", "\"plc\":\"h\"")
                        .status())
                .as("another tenant's organisation")
                .isEqualTo(400);
        assertThat(agent.enroll(code).status()).isEqualTo(201);
    }

    @Test
    void a_device_that_speaks_of_no_parameters_reads_its_machines_by_itself() {
        TestAgent agent = TestAgent.fresh(platform());

        ApiClient.Answer answer = agent.enrollItself(code());

        assertThat(answer.status()).isEqualTo(201);
        String payload = new String(
                Base64.getUrlDecoder()
                        .decode(answer.body().path("configuration").asString("").split("\\.")[1]),
                StandardCharsets.UTF_8);
        assertThat(payload).contains("\"connections\":[]").doesNotContain("${");
    }

    @Test
    void while_the_signer_is_away_the_answer_is_503_and_the_code_stays_good() {
        String code = code();
        TestAgent agent = TestAgent.fresh(platform());
        plant.removeAuthority();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> agent.enroll(code).status() == 503);

        ApiClient.Answer away = agent.enroll(code);
        plant.putAuthority();

        assertThat(away.header("Retry-After")).isNotEmpty();
        assertThat(rows("device")).isZero();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> agent.enroll(code).status() == 201);
    }

    @Test
    void a_suspended_tenant_takes_nobody_in_and_burns_no_code() {
        String code = code();
        plant.suspend(true);
        assertThat(TestAgent.fresh(platform()).enroll(code).status()).isEqualTo(503);

        plant.suspend(false);

        assertThat(TestAgent.fresh(platform()).enroll(code).status()).isEqualTo(201);
    }

    @Test
    void a_device_waits_until_a_person_approves_it() {
        plant.approval(Approval.MANUAL);
        String code = code();
        TestAgent agent = TestAgent.fresh(platform());
        ApiClient.Answer waiting = agent.enroll(code);
        assertThat(waiting.status()).isEqualTo(202);
        assertThat(waiting.header("Retry-After")).isNotEmpty();
        assertThat(agent.enroll(code).status()).isEqualTo(202);
        assertThat(TestAgent.fresh(platform()).enroll(code).status()).isEqualTo(403);
        JsonNode pending = administrator()
                .get(plant.devices() + "?state=pending")
                .body()
                .path("items")
                .get(0);
        assertThat(pending.path("waitsFor").asString()).isEqualTo("approval");

        ApiClient.Answer approved =
                administrator().post(plant.devices() + "/" + pending.path("id").asString() + ":approve", "");

        assertThat(approved.status()).isEqualTo(200);
        ApiClient.Answer enrolled = agent.enroll(code);
        assertThat(enrolled.status()).isEqualTo(201);
        assertThat(enrolled.body().path("deviceId")).isEqualTo(pending.path("id"));
        assertThat(agent.enroll(code).body()).isEqualTo(enrolled.body());
    }

    @Test
    void beyond_the_fleets_size_and_off_its_list_devices_wait() {
        plant.fleet(TestPlant.FLEET, TestPlant.SITE, fleet -> {
            fleet.getSpec().getEnrollment().setMaxDevices(1);
            fleet.getSpec().getEnrollment().setAllowedSerials(List.of("SN-1"));
        });
        TestAgent listed = TestAgent.fresh(platform());

        assertThat(TestAgent.fresh(platform())
                        .enroll(code(), TestRequest.pem(listed.key()), "SN-2", "\"plc\":\"h\"")
                        .status())
                .isEqualTo(202);
        assertThat(listed.enroll(code()).status()).isEqualTo(201);
        assertThat(TestAgent.fresh(platform()).enroll(code()).status()).isEqualTo(202);

        assertThat(administrator()
                        .get(plant.devices() + "?state=pending")
                        .body()
                        .path("items")
                        .valueStream()
                        .map(device -> device.path("waitsFor").asString()))
                .containsExactlyInAnyOrder("serial-not-listed", "fleet-full");
    }

    @Test
    void what_was_decided_is_in_the_audit_and_no_code_is_anywhere() {
        String code = code();
        TestAgent.fresh(platform()).enroll(code);
        TestAgent.fresh(platform()).enroll(code);

        assertThat(database()
                        .sql("SELECT outcome || ' ' || reason FROM audit_entry WHERE tenant = :t AND action ="
                                + " 'device.enroll' ORDER BY seq")
                        .param("t", plant.tenant().value())
                        .query((row, _) -> row.getString(1))
                        .list())
                .containsExactly("done ", "refused used");
        String bare = code.replace("-", "");
        for (String table : List.of("claim_code", "claim_code_batch", "audit_entry", "device")) {
            assertThat(database()
                            .sql("SELECT row_to_json(x)::text FROM " + table + " x")
                            .query((row, _) -> row.getString(1))
                            .list())
                    .noneMatch(row -> row.contains(bare) || row.contains(code));
        }
    }

    private JsonNode configuration(ApiClient.Answer answer) {
        X509Certificate key = Pem.certificates(
                        answer.body().path("configurationKey").asString())
                .getFirst();
        SignedConfiguration.Reading reading =
                SignedConfiguration.read(answer.body().path("configuration").asString(), key.getPublicKey());
        assertThat(reading).isInstanceOf(SignedConfiguration.Reading.Verified.class);
        return JsonMapper.builder()
                .build()
                .readTree(
                        new String(((SignedConfiguration.Reading.Verified) reading).payload(), StandardCharsets.UTF_8));
    }

    private JsonNode mint(String body) {
        ApiClient.Answer answer = administrator().post(plant.codes(), body);
        assertThat(answer.status()).isEqualTo(201);
        return answer.body();
    }

    private String code() {
        return mint("{}").path("codes").get(0).path("code").asString();
    }

    private JdbcClient database() {
        return platform().bean(JdbcClient.class);
    }

    private int rows(String table) {
        return database()
                .sql("SELECT count(*) FROM " + table + " WHERE tenant = :t")
                .param("t", plant.tenant().value())
                .query(Integer.class)
                .single();
    }
}

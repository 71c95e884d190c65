package io.millwright.runtime.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.brokerextension.TestIdentity;
import io.millwright.brokerextension.TestPki;
import io.millwright.runtime.TenantFolder;
import io.millwright.runtime.TestTenants;
import io.millwright.runtime.tenant.TenantConfiguration;
import io.millwright.runtime.tenant.TenantReading;
import io.millwright.runtime.tenant.TenantsDirectory;
import io.millwright.wire.BrokerRights;
import io.millwright.wire.CertificateIdentity;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AdmissionsTest {

    private static final String PREFIX = "mw/v1/acme/bremen/press-1/";

    /** Who connects, asks for the topic, and what both rules are asked about. */
    private static final List<String> TOPICS = List.of(
            PREFIX + "telemetry",
            PREFIX + "state",
            PREFIX + "receipt",
            PREFIX + "config",
            PREFIX + "config/ack",
            PREFIX + "command",
            PREFIX + "command/ack",
            PREFIX + "alarm",
            PREFIX + "log",
            PREFIX + "other",
            PREFIX + "#",
            PREFIX + "+",
            "mw/v1/acme/bremen/press-2/telemetry",
            "mw/v1/acme/bremen/press-2/receipt",
            "mw/v1/acme/bremen/+/telemetry",
            "mw/v1/acme/+/press-1/receipt",
            "mw/v1/acme/+/+/telemetry",
            "mw/v1/acme/+/+/#",
            "mw/v1/acme/bremen/#",
            "mw/v1/acme/#",
            "mw/v1/bolt/bremen/press-1/telemetry",
            "mw/v1/bolt/#",
            "mw/v1/+/bremen/press-1/telemetry",
            "mw/v1/acme/service/deny",
            "mw/v1/acme/service/refusals",
            "mw/v1/acme/bremen/press-1",
            "spBv1.0/acme/NBIRTH/press-1",
            "spBv1.0/acme/NBIRTH/bremen.press-1",
            "spBv1.0/acme/DDATA/bremen.press-1/pump",
            "spBv1.0/acme/NCMD/bremen.press-1",
            "spBv1.0/acme/NCMD/bremen.press-1/#",
            "spBv1.0/acme/NCMD/bremen.press-2",
            "spBv1.0/acme/NCMD/+",
            "spBv1.0/acme/NBIRTH/+",
            "spBv1.0/acme/#",
            "spBv1.0/bolt/NBIRTH/bremen.press-1",
            "spBv1.0/STATE/acme",
            "spBv1.0/STATE/bolt",
            "$SYS/brokers",
            "$SYS/#",
            "#",
            "+/#");

    @TempDir
    static Path directory;

    private static TenantConfiguration acme;

    @BeforeAll
    static void read() throws IOException {
        TenantFolder.of(directory, "acme")
                .administered(URI.create("https://localhost:1"))
                .write();
        acme = ((TenantReading.Valid) Objects.requireNonNull(
                        new TenantsDirectory(directory).look().changed().get("acme")))
                .configuration();
    }

    @Test
    void a_device_is_admitted_until_its_certificate_ends() {
        TestIdentity press = TestTenants.device("acme", "bremen", "press-1");

        Admission admission = decide("press-1", press);

        assertThat(admission)
                .isInstanceOfSatisfying(
                        Admission.Admitted.class,
                        admitted -> assertThat(admitted.until())
                                .isEqualTo(press.certificate().getNotAfter().toInstant()));
        JsonNode answer = answer(admission);
        assertThat(answer.path("result").asString()).isEqualTo("allow");
        assertThat(answer.path("is_superuser").asBoolean()).isFalse();
        assertThat(answer.path("expire_at").asLong())
                .isEqualTo(press.certificate().getNotAfter().toInstant().getEpochSecond());
        assertThat(answer.path("client_attrs").path("serial").asString())
                .isEqualTo(press.certificate().getSerialNumber().toString(16));
    }

    @Test
    void emqx_allows_with_the_answer_exactly_what_the_one_rule_allows() {
        TestIdentity press = TestTenants.device("acme", "bremen", "press-1");
        agrees(press, "press-1");
        agrees(TestTenants.runtime("acme"), "acme.runtime");
    }

    private static void agrees(TestIdentity identity, String clientId) {
        Admission admission = decide(clientId, identity);
        EmqxRules emqx = new EmqxRules(answer(admission));
        CertificateIdentity who = ((Admission.Admitted) admission).identity();
        BrokerRights rights = BrokerRights.of(who);
        for (String topic : TOPICS) {
            for (int qos = 0; qos <= 2; qos++) {
                assertThat(emqx.subscribe(topic, qos))
                        .as("%s subscribes to %s with QoS %d", clientId, topic, qos)
                        .isEqualTo(rights.subscribe(topic, qos).allowed());
                if (topic.contains("+") || topic.contains("#")) {
                    // No packet may publish there: EMQX ends such a connection before it asks for rights.
                    continue;
                }
                for (boolean retain : new boolean[] {false, true}) {
                    assertThat(emqx.publish(topic, qos, retain))
                            .as("%s publishes to %s with QoS %d, retained %s", clientId, topic, qos, retain)
                            .isEqualTo(rights.publish(topic, qos, retain).allowed());
                }
            }
        }
        assertThat(TOPICS).anyMatch(topic -> emqx.publish(topic, 1, false));
    }

    @ParameterizedTest
    @CsvSource({
        "press-2, CLIENT_ID",
        "acme.runtime, CLIENT_ID",
        "press-1/#, CLIENT_ID",
        "'', CLIENT_ID",
    })
    void another_client_id_than_the_certificates_is_refused(String clientId, String reason) {
        assertRefused(decide(clientId, TestTenants.device("acme", "bremen", "press-1")), reason);
    }

    @Test
    void a_device_of_another_tenant_is_refused_although_the_root_is_above_it() {
        assertRefused(decide("press-1", TestTenants.device("bolt", "bremen", "press-1")), "OTHER_TENANTS_BROKER");
    }

    @Test
    void a_certificate_of_a_former_authority_of_the_same_name_is_refused() {
        TestIdentity former = TestTenants.pki().tenant("acme");

        assertRefused(decide("press-1", TestPki.device(former, "acme", "bremen", "press-1")), "FORMER_AUTHORITY");
    }

    @Test
    void names_that_disagree_are_refused() {
        TestIdentity authority = TestTenants.authority("acme");

        assertRefused(
                decide(
                        "press-1",
                        TestPki.disagreeing(authority, "acme", "press-1", "urn:millwright:acme:bremen:press-2")),
                "SUBJECT_DISAGREES");
        assertRefused(decide("press-1", authority), "CERTIFICATE_AUTHORITY");
    }

    @Test
    void the_platforms_services_are_no_clients_of_a_broker() {
        TestIdentity controlPlane = TestPki.platformService(TestTenants.pki().platform(), "control-plane");

        assertRefused(decide("control-plane", controlPlane), "NOT_A_BROKER_CLIENT");
    }

    @Test
    void a_service_without_rights_gets_none() {
        Admission broker = decide("acme.broker", TestPki.service(TestTenants.authority("acme"), "acme", "broker"));

        EmqxRules rules = new EmqxRules(answer(broker));
        assertThat(TOPICS).noneMatch(topic -> rules.publish(topic, 0, false) || rules.subscribe(topic, 0));
    }

    @Test
    void a_revoked_certificate_is_refused_and_the_devices_next_one_is_not() {
        TestIdentity press = TestTenants.device("acme", "bremen", "press-1");
        BigInteger revoked = press.certificate().getSerialNumber();

        assertRefused(
                Admissions.decide(acme, "press-1", press.certificate(), revoked::equals, Instant.now()), "REVOKED");
        assertThat(Admissions.decide(
                        acme,
                        "press-1",
                        TestTenants.device("acme", "bremen", "press-1").certificate(),
                        revoked::equals,
                        Instant.now()))
                .isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void a_certificate_that_has_ended_or_not_begun_is_refused() {
        TestIdentity press = TestTenants.device("acme", "bremen", "press-1");
        Instant after = press.certificate().getNotAfter().toInstant().plusSeconds(1);
        Instant before = press.certificate().getNotBefore().toInstant().minusSeconds(1);

        assertRefused(Admissions.decide(acme, "press-1", press.certificate(), _ -> false, after), "OUT_OF_DATE");
        assertRefused(Admissions.decide(acme, "press-1", press.certificate(), _ -> false, before), "OUT_OF_DATE");
    }

    private static Admission decide(String clientId, TestIdentity identity) {
        return Admissions.decide(acme, clientId, identity.certificate(), _ -> false, Instant.now());
    }

    private static void assertRefused(Admission admission, String reason) {
        assertThat(admission)
                .isInstanceOfSatisfying(
                        Admission.Refused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
        assertThat(answer(admission).toString()).isEqualTo("{\"result\":\"deny\"}");
    }

    private static JsonNode answer(Admission admission) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JsonMapper.shared().createGenerator(bytes)) {
            json.writeStartObject();
            EmqxAnswer.write(admission, json);
            json.writeEndObject();
        }
        return JsonMapper.shared().readTree(bytes.toByteArray());
    }
}

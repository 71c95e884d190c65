package io.millwright.edge.enroll;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.edge.fixture.TestOrigin;
import io.millwright.edge.fixture.TestPlatform;
import io.millwright.edge.state.DeviceRecord;
import io.millwright.edge.state.StateDirectory;
import io.millwright.edge.trust.Credentials;
import io.millwright.edge.trust.Fingerprint;
import io.millwright.wire.enrollment.ClaimCode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Enrollment over real TLS, with a platform that fails, refuses and lies. */
class EnrollmentIT {

    private final TestPlatform platform = new TestPlatform();
    private final ClaimCode code = ClaimCode.random(new SecureRandom());
    private final List<String> progress = new ArrayList<>();

    @TempDir
    Path directory;

    private StateDirectory state;
    private TestOrigin origin;

    @BeforeEach
    void start() throws Exception {
        state = new StateDirectory(directory);
        origin = TestOrigin.start(platform, platform.servers.server("127.0.0.1"));
    }

    @AfterEach
    void stop() {
        origin.close();
    }

    private EnrollmentOutcome enroll() throws Exception {
        return enroll(origin.url(), platform.fingerprint());
    }

    private EnrollmentOutcome enroll(URI url, @Nullable Fingerprint pin) throws Exception {
        EnrollmentPlan plan =
                new EnrollmentPlan(url, pin, code, "SN-1", "press", Map.of("plc", "10.0.0.5"), Duration.ofSeconds(2));
        return new Enrollment(state, Clock.systemUTC(), progress::add).run(plan);
    }

    @Test
    void a_device_gets_its_certificate_and_keeps_its_key_to_itself() throws Exception {
        assertThat(enroll()).isInstanceOf(EnrollmentOutcome.Enrolled.class);

        assertThat(Credentials.load(state).identity().device().value()).isEqualTo(TestPlatform.DEVICE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state.key())))
                .isEqualTo("rw-------");
        ObjectNode request = origin.requests.getFirst();
        assertThat(request.path("claimCode").stringValue()).isEqualTo(code.text());
        assertThat(request.path("parameters").path("plc").stringValue()).isEqualTo("10.0.0.5");
        assertThat(request.toString()).doesNotContain("PRIVATE");
    }

    @Test
    void enrolling_again_changes_nothing_and_asks_nobody() throws Exception {
        enroll();
        String key = Files.readString(state.key());

        assertThat(enroll()).isInstanceOf(EnrollmentOutcome.AlreadyEnrolled.class);

        assertThat(origin.requests).hasSize(1);
        assertThat(Files.readString(state.key())).isEqualTo(key);
    }

    @Test
    void an_answer_that_is_lost_is_asked_for_again_with_the_same_key() throws Exception {
        origin.first.add(new TestOrigin.Answer(0, "", ""));

        assertThat(enroll()).isInstanceOf(EnrollmentOutcome.Enrolled.class);

        assertThat(origin.requests).hasSizeGreaterThanOrEqualTo(2);
        assertThat(origin.requests.stream().map(EnrollmentIT::publicKey).distinct())
                .hasSize(1);
    }

    @Test
    void a_run_that_was_given_up_is_taken_up_with_the_same_key() throws Exception {
        for (int i = 0; i < 50; i++) {
            origin.first.add(new TestOrigin.Answer(503, "{\"title\":\"later\"}", "1"));
        }
        assertThat(enroll()).isInstanceOf(EnrollmentOutcome.Unreachable.class);
        assertThat(DeviceRecord.read(state)).isEmpty();
        origin.first.clear();

        assertThat(enroll()).isInstanceOf(EnrollmentOutcome.Enrolled.class);

        assertThat(origin.requests.stream().map(EnrollmentIT::publicKey).distinct())
                .hasSize(1);
    }

    private static String publicKey(ObjectNode request) {
        // Version, empty subject and key of the request are the same bytes for the same key; the signature is not.
        return request.path("csr").stringValue().substring(40, 170);
    }

    @Test
    void an_approval_is_waited_for() throws Exception {
        origin.first.add(new TestOrigin.Answer(202, "{}", "1"));

        assertThat(enroll()).isInstanceOf(EnrollmentOutcome.Enrolled.class);

        assertThat(progress).contains("waiting for somebody to approve this device");
    }

    @Test
    void a_refusal_is_final_and_its_sentence_is_fit_for_a_terminal() throws Exception {
        origin.first.add(new TestOrigin.Answer(403, "{\"detail\":\"No.\\u001b[31m\"}", "1"));

        assertThat(enroll()).isEqualTo(new EnrollmentOutcome.Refused("No. [31m"));

        assertThat(origin.requests).hasSize(1);
        assertThat(DeviceRecord.read(state)).isEmpty();
    }

    @Test
    void another_platform_with_a_good_certificate_of_its_own_is_not_told_the_code() throws Exception {
        assertThat(enroll(origin.url(), new TestPlatform().fingerprint()))
                .isInstanceOf(EnrollmentOutcome.Untrusted.class);

        assertThat(origin.requests).isEmpty();
    }

    @Test
    void without_a_pin_only_what_the_system_trusts_is_believed() throws Exception {
        assertThat(enroll(origin.url(), null)).isInstanceOf(EnrollmentOutcome.Untrusted.class);

        assertThat(origin.requests).isEmpty();
    }

    @Test
    void a_server_of_the_platform_under_another_name_is_not_believed() throws Exception {
        origin.close();
        origin = TestOrigin.start(platform, platform.servers.server("elsewhere.example"));

        assertThat(enroll()).isInstanceOf(EnrollmentOutcome.Untrusted.class);

        assertThat(origin.requests).isEmpty();
    }

    @Test
    void a_server_that_a_tenants_authority_made_is_not_believed() throws Exception {
        origin.close();
        origin = TestOrigin.start(platform, platform.tenant.server("127.0.0.1"));

        assertThat(enroll()).isInstanceOf(EnrollmentOutcome.Untrusted.class);

        assertThat(origin.requests).isEmpty();
    }

    @Test
    void nobody_at_the_address_is_told_so_after_the_agreed_patience() throws Exception {
        URI nobody = origin.url();
        origin.close();

        assertThat(enroll(nobody, platform.fingerprint())).isInstanceOf(EnrollmentOutcome.Unreachable.class);
    }

    @Test
    void an_answer_in_which_anything_does_not_fit_is_not_kept() throws Exception {
        TestPlatform other = new TestPlatform();
        List<UnaryOperator<ObjectNode>> lies = List.of(
                json -> json.put("deviceId", "../../etc/passwd"),
                json -> json.put("deviceId", "press-line-other"),
                json -> json.put(
                        "certificateChain",
                        platform.tenant
                                .device("acme", "bremen", TestPlatform.DEVICE)
                                .chainPem()),
                json -> json.put("configuration", other.sign(TestPlatform.payload(1))),
                json -> json.put(
                        "configuration", platform.sign(TestPlatform.payload(1).put("tenant", "globex"))),
                json -> json.put("configurationKey", other.configuration.certificatePem()),
                json -> json.put(
                        "configurationKey",
                        platform.tenant.service("acme", "runtime").certificatePem()),
                json -> {
                    json.withObject("broker").put("url", "mqtt://127.0.0.1:1883");
                    return json;
                },
                json -> {
                    json.withObject("broker").put("topicRoot", "mw/v1/globex/bremen/x/");
                    return json;
                },
                json -> {
                    json.withObject("broker")
                            .put("caCertificate", other.root.identity().certificatePem());
                    return json;
                },
                json -> json.put("certificateChain", "nonsense"),
                json -> {
                    json.remove("configurationKey");
                    return json;
                });
        for (UnaryOperator<ObjectNode> lie : lies) {
            origin.lie = lie;

            assertThat(enroll()).as("%d", lies.indexOf(lie)).isInstanceOf(EnrollmentOutcome.BrokenAnswer.class);

            assertThat(Files.exists(state.device())).isFalse();
            assertThat(Files.exists(state.chain())).isFalse();
        }
    }

    @Test
    void a_renewal_takes_a_new_key_and_shows_the_old_certificate() throws Exception {
        enroll();
        Credentials before = Credentials.load(state);
        Renewal renewal = new Renewal(state, DeviceRecord.read(state).orElseThrow(), Clock.systemUTC());

        assertThat(renewal.attempt(before)).isInstanceOf(Renewal.Outcome.Renewed.class);

        Credentials after = Credentials.load(state);
        assertThat(after.identity()).isEqualTo(before.identity());
        assertThat(after.certificate().getPublicKey())
                .isNotEqualTo(before.certificate().getPublicKey());
        assertThat(after.chain()).hasSize(3).endsWith(platform.root.identity().certificate());
        assertThat(origin.renewals).singleElement().asString().contains(TestPlatform.DEVICE);
        assertThat(state.nextKey()).doesNotExist();
        assertThat(state.nextChain()).doesNotExist();
    }

    @Test
    void a_renewal_that_is_refused_changes_nothing_and_is_tried_again_with_the_same_new_key() throws Exception {
        enroll();
        Credentials before = Credentials.load(state);
        Renewal renewal = new Renewal(state, DeviceRecord.read(state).orElseThrow(), Clock.systemUTC());
        origin.first.add(new TestOrigin.Answer(404, "{}", "1"));

        assertThat(renewal.attempt(before)).isInstanceOf(Renewal.Outcome.NotYet.class);
        assertThat(Credentials.load(state).certificate()).isEqualTo(before.certificate());
        String next = Files.readString(state.nextKey());
        assertThat(renewal.attempt(before)).isInstanceOf(Renewal.Outcome.Renewed.class);

        assertThat(Files.readString(state.key())).isEqualTo(next);
    }

    @Test
    void a_renewal_that_a_crash_cut_short_at_either_rename_is_finished_at_the_next_start() throws Exception {
        enroll();
        Path before = Files.createDirectory(directory.resolve("before"));
        for (Path file : List.of(state.key(), state.chain())) {
            Files.copy(file, before.resolve(file.getFileName()));
        }
        Renewal renewal = new Renewal(state, DeviceRecord.read(state).orElseThrow(), Clock.systemUTC());
        renewal.attempt(Credentials.load(state));
        byte[] key = Files.readAllBytes(state.key());
        byte[] chain = Files.readAllBytes(state.chain());

        Files.write(state.nextKey(), key);
        Files.write(state.nextChain(), chain);
        Files.write(state.key(), Files.readAllBytes(before.resolve("device.key")));
        Files.write(state.chain(), Files.readAllBytes(before.resolve("chain.pem")));
        Credentials bothLeft = Credentials.load(state);
        Files.write(state.nextChain(), chain);
        Files.write(state.chain(), Files.readAllBytes(before.resolve("chain.pem")));
        Credentials oneLeft = Credentials.load(state);

        assertThat(bothLeft.certificate()).isEqualTo(oneLeft.certificate());
        assertThat(Files.readAllBytes(state.key())).isEqualTo(key);
    }
}

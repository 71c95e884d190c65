package io.millwright.brokerextension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.suback.Mqtt5SubAckReasonCode;
import io.millwright.wire.Denial;
import io.millwright.wire.ServiceTopic;
import io.millwright.wire.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who knocks at a tenant's own broker without being one of its own is told to that tenant, without a name, and to nobody else. */
class StrangersIT {

    private static final TestPki PKI = TestPki.create();
    private static final TestIdentity ACME = PKI.tenant("acme");
    private static final TestIdentity BETA = PKI.tenant("beta");
    private static final BigInteger SERIAL = new BigInteger("4fbe7a0112233445", 16);
    private static final TestIdentity PUMP = TestPki.device(BETA, "beta", "ulm", "pump-1", SERIAL);
    private static final String TOPIC = ServiceTopic.refusals(new TenantId("acme"));
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Pattern COUNT = Pattern.compile("\"count\":([0-9]+)}");

    /** Every word of a report about a stranger, in its order: there is no place for a name. */
    private static final Pattern NAMELESS = Pattern.compile(Pattern.quote(TOPIC)
            + " \\{\"at\":\"[0-9TZ:.-]+\",\"identity\":\"unidentified\",\"reason\":\"[a-z-]+\",\"count\":[0-9]+}");

    @TempDir
    static Path directory;

    private static TestBroker broker;
    private static TestBroker ofBeta;
    private static TestBroker trusting;
    private static TestBroker pool;
    private static MqttTestClient runtime;
    private static MqttTestClient runtimeOfBeta;
    private static MqttTestClient runtimeAtTrusting;
    private static MqttTestClient runtimeAtPool;

    @BeforeAll
    static void start() throws Exception {
        broker = TestBroker.start(
                TestMounts.write(directory.resolve("acme"), "acme", "in-memory", PKI.server("broker"), ACME),
                PKI.root());
        ofBeta = TestBroker.start(
                TestMounts.write(directory.resolve("beta"), "beta", "in-memory", PKI.server("broker"), BETA),
                PKI.root());
        // As if its TLS had been set up for a pool.
        trusting = TestBroker.start(
                TestMounts.list(
                        TestMounts.write(
                                directory.resolve("trusting"), "acme", "in-memory", PKI.server("broker"), PKI.root()),
                        TestMounts.line("acme", ACME),
                        TestMounts.line("beta", BETA)),
                PKI.root());
        pool = TestBroker.start(
                TestMounts.list(
                        TestMounts.write(directory.resolve("pool"), "*", "in-memory", PKI.server("pool"), PKI.root()),
                        TestMounts.line("acme", ACME)),
                PKI.root());
        runtime = listening(broker, ACME, "acme");
        runtimeOfBeta = listening(ofBeta, BETA, "beta");
        runtimeAtTrusting = listening(trusting, ACME, "acme");
        runtimeAtPool = listening(pool, ACME, "acme");
        // The watch begins within a moment of HiveMQ's start.
        await().atMost(BOUND).until(() -> {
            List.of(broker, trusting, pool).forEach(each -> knock(each, thief(ACME, "acme"), "TLSv1.3"));
            knock(ofBeta, thief(BETA, "beta"), "TLSv1.3");
            return List.of(broker, ofBeta, trusting, pool).stream()
                    .allMatch(each -> each.control().counters().unidentified(Refusal.HANDSHAKE) > 0);
        });
        everybodyKnocks();
    }

    /** Before the tests, which look at what came of it: a report takes a second, and so all of them take that second. */
    private static void everybodyKnocks() throws IOException {
        for (String protocol : List.of("TLSv1.3", "TLSv1.2")) {
            knock(broker, PUMP, protocol);
            knock(broker, null, protocol);
        }
        knock(broker, TestPki.expired(ACME, "acme", "bremen", "press-1"), "TLSv1.3");
        new Socket("127.0.0.1", broker.extension().port()).close();
        send(broker, HexFormat.of().parseHex("101400044d5154540502003c00000770726573732d31"));
        send(broker, "GET / HTTP/1.1\r\nHost: broker\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        send(broker, new byte[100]);
        knock(ofBeta, TestPki.device(ACME, "acme", "bremen", "press-3"), "TLSv1.3");
        assertThatThrownBy(() -> trusting.client(PUMP, "pump-1").connect()).isInstanceOf(Mqtt5ConnAckException.class);
        knock(pool, null, "TLSv1.3");
        knock(pool, TestPki.device(TestPki.create().tenant("acme"), "acme", "bremen", "press-4"), "TLSv1.3");
    }

    @AfterAll
    static void stop() {
        for (MqttTestClient client : List.of(runtime, runtimeOfBeta, runtimeAtTrusting, runtimeAtPool)) {
            client.close();
        }
        CompletableFuture.allOf(List.of(broker, ofBeta, trusting, pool).stream()
                        .map(each -> CompletableFuture.runAsync(() -> close(each)))
                        .toArray(CompletableFuture<?>[]::new))
                .join();
    }

    private static void close(TestBroker each) {
        try {
            each.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Has a certificate of the tenant, and not its key. */
    private static TestIdentity thief(TestIdentity authority, String tenant) {
        return new TestIdentity(
                PUMP.key(),
                TestPki.device(authority, tenant, "bremen", "press-1").chain());
    }

    private static MqttTestClient listening(TestBroker at, TestIdentity authority, String tenant) {
        MqttTestClient client = at.client(TestPki.runtime(authority, tenant), tenant + ".runtime")
                .connect();
        assertThat(client.subscribe(ServiceTopic.refusals(new TenantId(tenant))))
                .isEqualTo(Mqtt5SubAckReasonCode.GRANTED_QOS_1);
        return client;
    }

    private static List<String> told(MqttTestClient listener, String reason) {
        return listener.received().stream()
                .filter(message -> message.contains("\"reason\":\"" + reason + "\""))
                .toList();
    }

    private static long counted(MqttTestClient listener, String reason) {
        return told(listener, reason).stream()
                .map(COUNT::matcher)
                .filter(Matcher::find)
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .sum();
    }

    /** Tries to get in and returns when the broker has ended it. */
    private static void knock(TestBroker at, @Nullable TestIdentity identity, String protocol) {
        try (SSLSocket socket = (SSLSocket) tls(identity)
                .getSocketFactory()
                .createSocket("127.0.0.1", at.extension().port())) {
            socket.setEnabledProtocols(new String[] {protocol});
            socket.setSoTimeout((int) BOUND.toMillis());
            socket.startHandshake();
            // With TLS 1.3 the client is done before the server has seen its certificate.
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        } catch (SSLException | SocketException refused) {
            assertThat(refused).isNotNull();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Says all of its hello, hears the beginning of the answer, and is gone. */
    private static void greetAndLeave(TestBroker at) throws Exception {
        SSLEngine engine = tls(null).createSSLEngine();
        engine.setUseClientMode(true);
        ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), hello);
        try (Socket socket = new Socket("127.0.0.1", at.extension().port())) {
            socket.setSoTimeout((int) BOUND.toMillis());
            socket.getOutputStream().write(hello.array(), 0, hello.position());
            socket.getOutputStream().flush();
            assertThat(socket.getInputStream().read()).as("a handshake record").isEqualTo(22);
        }
    }

    /** Trusts another root than the broker's. */
    private static void distrust(TestBroker at) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, TestPki.create().root().trustManagers().getTrustManagers(), null);
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory()
                .createSocket("127.0.0.1", at.extension().port())) {
            socket.setSoTimeout((int) BOUND.toMillis());
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLHandshakeException.class);
        }
    }

    private static SSLContext tls(@Nullable TestIdentity identity) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            KeyManager[] keys = identity == null ? null : identity.keyManagers().getKeyManagers();
            context.init(keys, PKI.root().trustManagers().getTrustManagers(), null);
            return context;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void send(TestBroker at, byte[] bytes) {
        try (Socket socket = new Socket("127.0.0.1", at.extension().port())) {
            socket.setSoTimeout((int) BOUND.toMillis());
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            InputStream in = socket.getInputStream();
            while (in.read() >= 0) {
                // a TLS alert before the end
            }
        } catch (SocketException reset) {
            assertThat(reset).isNotNull();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void another_tenants_certificate_is_told_without_a_name() {
        await().atMost(BOUND).until(() -> counted(runtime, "foreign-certificate") == 2);
        assertThat(runtime.received())
                .allMatch(message -> NAMELESS.matcher(message).matches())
                .noneMatch(message -> message.contains("beta")
                        || message.contains("pump")
                        || message.contains("ulm")
                        || message.toLowerCase(Locale.ROOT).contains(SERIAL.toString(16))
                        || message.contains(SERIAL.toString())
                        || message.contains("127.0.0.1"));
        assertThat(broker.control().counters().unidentified(Refusal.FOREIGN_CERTIFICATE))
                .isEqualTo(2);
    }

    @Test
    void no_certificate_is_told() {
        await().atMost(BOUND).until(() -> counted(runtime, "no-certificate") == 2);
    }

    @Test
    void an_own_certificate_whose_time_is_over_is_told_as_that() {
        await().atMost(BOUND).until(() -> counted(runtime, "expired-certificate") == 1);
    }

    @Test
    void somebody_elses_certificate_without_its_key_is_told_as_a_failed_handshake() {
        await().atMost(BOUND).until(() -> counted(runtime, "handshake") > 0);
    }

    @Test
    void what_is_no_tls_is_told_and_what_says_nothing_is_not() {
        await().atMost(BOUND).until(() -> counted(runtime, "not-tls") == 3);
        assertThat(broker.control().counters().unidentified(Refusal.NOT_TLS)).isEqualTo(3);
    }

    @Test
    void who_leaves_in_the_middle_or_does_not_want_this_broker_was_not_refused() throws Exception {
        long before = broker.control().counters().unidentified(Refusal.HANDSHAKE);

        greetAndLeave(broker);
        distrust(broker);
        knock(broker, thief(ACME, "acme"), "TLSv1.3");

        await().atMost(BOUND).until(() -> broker.control().counters().unidentified(Refusal.HANDSHAKE) == before + 1);
    }

    @Test
    void a_flood_is_told_with_a_count_and_disturbs_nobody() {
        TestIdentity press = TestPki.device(BETA, "beta", "ulm", "pump-2");
        int flood = 60;
        try (MqttTestClient device = ofBeta.client(press, "pump-2").connect()) {
            for (int n = 0; n < flood; n++) {
                knock(ofBeta, null, "TLSv1.3");
            }

            await().atMost(BOUND)
                    .until(() -> ofBeta.control().counters().unidentified(Refusal.NO_CERTIFICATE) == flood);
            await().atMost(BOUND).until(() -> counted(runtimeOfBeta, "no-certificate") > 0);
            assertThat(told(runtimeOfBeta, "no-certificate")).hasSizeLessThan(flood / 4);
            device.publish("mw/v1/beta/ulm/pump-2/telemetry", "still here");
            assertThat(device.disconnects()).isEmpty();
        }
    }

    @Test
    void only_the_tenant_whose_broker_it_is_hears_of_it() {
        await().atMost(BOUND).until(() -> counted(runtimeOfBeta, "foreign-certificate") == 1);
        assertThat(counted(runtime, "foreign-certificate")).isLessThanOrEqualTo(2);
        assertThat(runtimeOfBeta.received()).noneMatch(message -> message.contains("acme"));
    }

    @Test
    void where_tls_lets_another_tenants_device_pass_admission_refuses_it_and_names_it_to_nobody() {
        await().atMost(BOUND).until(() -> counted(runtimeAtTrusting, "other-tenants-broker") == 1);
        assertThat(runtimeAtTrusting.received())
                .allMatch(message -> NAMELESS.matcher(message).matches());
        assertThat(trusting.control().counters().unidentified(Denial.OTHER_TENANTS_BROKER))
                .isOne();
    }

    @Test
    void a_pool_is_nobodys_broker_and_counts_only() {
        await().atMost(BOUND).untilAsserted(() -> {
            BrokerCounters counters = pool.control().counters();
            assertThat(counters.unidentified(Refusal.NO_CERTIFICATE)).isOne();
            assertThat(counters.unidentified(Refusal.FOREIGN_CERTIFICATE)).isOne();
        });
        // A refusal of its own comes after these: whatever they brought would have come before it.
        TestIdentity press = TestPki.device(ACME, "acme", "bremen", "press-5");
        assertThatThrownBy(() -> pool.client(press, "press-6").connect()).isInstanceOf(Mqtt5ConnAckException.class);
        await().atMost(BOUND).until(() -> counted(runtimeAtPool, "client-id") == 1);
        assertThat(runtimeAtPool.received()).hasSize(1);
    }
}

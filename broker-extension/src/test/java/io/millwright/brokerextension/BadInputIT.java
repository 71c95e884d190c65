package io.millwright.brokerextension;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes that are no MQTT, from a client whose certificate is good: its connection ends, and nobody else's. */
class BadInputIT {

    private static final TestPki PKI = TestPki.create();
    private static final TestIdentity ACME = PKI.tenant("acme");
    private static final TestIdentity PRESS = TestPki.device(ACME, "acme", "bremen", "press-1");
    private static final String CONNECT = connect("14", "02", "00");

    @TempDir
    static Path directory;

    private static TestBroker broker;

    @BeforeAll
    static void start() throws Exception {
        broker = TestBroker.start(
                TestMounts.write(directory, "acme", "in-memory", PKI.server("broker"), ACME), PKI.root());
    }

    @AfterAll
    static void stop() throws Exception {
        broker.close();
    }

    static Stream<Arguments> nonsense() {
        String telemetry = "0023" + hex("mw/v1/acme/bremen/press-1/telemetry");
        return Stream.of(
                Arguments.of("publish before connect", false, "30" + "26" + telemetry + "00"),
                Arguments.of("garbage", false, "ffffffffffffffffffff"),
                Arguments.of("HTTP", false, hex("GET / HTTP/1.1\r\n\r\n")),
                Arguments.of("a remaining length of five bytes", false, "10" + "ffffffff7f"),
                Arguments.of("reserved bits in connect", false, "1f" + CONNECT.substring(2)),
                Arguments.of("connect twice", true, CONNECT),
                Arguments.of("quality of service 3", true, "36" + "28" + telemetry + "0001" + "00"),
                Arguments.of("packet id 0", true, "32" + "28" + telemetry + "0000" + "00"),
                Arguments.of("topic with a wildcard", true, "30" + "06" + "0003" + hex("a/#") + "00"),
                Arguments.of("topic with NUL", true, "30" + "06" + "0003" + "610062" + "00"),
                Arguments.of("topic alias 0", true, "30" + "06" + "0000" + "03" + "230000"),
                Arguments.of("topic alias above the maximum", true, "30" + "06" + "0000" + "03" + "23ffff"),
                Arguments.of("a topic alias that was never set", true, "30" + "06" + "0000" + "03" + "230001"),
                Arguments.of("subscription id 0", true, "82" + "09" + "0001" + "02" + "0b00" + "0001" + "61" + "00"),
                Arguments.of("a topic of 65,535 bytes", true, "30" + "828004" + "ffff" + "61".repeat(65_535) + "00"),
                Arguments.of("a topic that is no UTF-8", true, "30" + "06" + "0003" + "eda080" + "00"),
                Arguments.of("an empty topic without alias", true, "30" + "03" + "0000" + "00"),
                Arguments.of("properties longer than their packet", true, "30" + "26" + telemetry + "7f"),
                Arguments.of("a property that nobody knows", true, "30" + "28" + telemetry + "02" + "7f00"),
                Arguments.of("a property twice", true, "30" + "2e" + telemetry + "08" + "0300016103000161"),
                Arguments.of("a property out of range", true, "30" + "28" + telemetry + "02" + "0102"),
                Arguments.of("a receive maximum of 0", false, connect("17", "02", "03" + "210000")),
                Arguments.of("a reserved flag in connect", false, connect("14", "03", "00")),
                Arguments.of("reserved bits in subscribe", true, "80" + "07" + "0001" + "00" + "0001" + "61" + "00"),
                Arguments.of("reserved options", true, "82" + "07" + "0001" + "00" + "0001" + "61" + "c0"),
                Arguments.of("a subscription to nothing", true, "82" + "03" + "0001" + "00"),
                Arguments.of("a packet of type 0", true, "00" + "00"),
                Arguments.of("auth that nobody asked for", true, "f0" + "02" + "18" + "00"),
                Arguments.of(
                        "more in flight than allowed", true, ("34" + "28" + telemetry + "0001" + "00").repeat(300)),
                Arguments.of("a packet larger than allowed", true, "30" + "ffff7f" + telemetry + "00"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("nonsense")
    void nonsense_ends_its_own_connection_only(String name, boolean connected, String bytes) throws Exception {
        try (MqttTestClient bystander = broker.client(TestPki.device(ACME, "acme", "bremen", "press-2"), "press-2")
                        .connect();
                SSLSocket socket = open()) {
            if (connected) {
                connect(socket);
            }
            send(socket, bytes);

            assertThat(endOf(socket)).as(name).isTrue();

            bystander.publish("mw/v1/acme/bremen/press-2/telemetry", "still here");
            assertThat(bystander.disconnects()).isEmpty();
        }
    }

    @Test
    void a_flood_of_pings_and_publishes_takes_nothing_from_its_neighbours() throws Exception {
        try (MqttTestClient bystander = broker.client(TestPki.device(ACME, "acme", "bremen", "press-2"), "press-2")
                        .connect();
                SSLSocket socket = open()) {
            connect(socket);
            String log = "30" + "20" + "001d" + hex("mw/v1/acme/bremen/press-1/log") + "00";
            send(socket, "c000".repeat(10_000) + log.repeat(5_000));

            for (int n = 0; n < 20; n++) {
                bystander.publish("mw/v1/acme/bremen/press-2/telemetry", "still here");
            }

            assertThat(bystander.disconnects()).isEmpty();
            assertThat(socket.getInputStream().readNBytes(20_000)).hasSize(20_000);
        }
    }

    @Test
    void a_topic_alias_does_not_carry_a_refused_topic() throws Exception {
        try (MqttTestClient listener = broker.client(TestPki.runtime(ACME, "acme"), "acme.runtime")
                        .connect();
                SSLSocket socket = open()) {
            listener.subscribe("mw/v1/acme/+/+/telemetry");
            connect(socket);
            // Once with the topic, to set alias 1, and once with the alias alone.
            send(
                    socket,
                    "30" + "2a" + "0023" + hex("mw/v1/acme/bremen/press-2/telemetry") + "03" + "230001" + "6e" + "30"
                            + "07" + "0000" + "03" + "230001" + "6e");

            assertThat(endOf(socket)).isTrue();

            assertThat(broker.counted("acme").messagesRefused()).isPositive();
            assertThat(listener.received()).isEmpty();
        }
    }

    @Test
    void a_client_that_never_finishes_its_connect_blocks_nobody() throws Exception {
        try (SSLSocket slow = open()) {
            send(slow, "10");
            try (MqttTestClient device = broker.client(PRESS, "press-1").connect()) {
                device.publish("mw/v1/acme/bremen/press-1/telemetry", "{}");
            }
            // The broker gives a CONNECT ten seconds.
            slow.setSoTimeout(20_000);
            assertThat(slow.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void plain_text_is_no_way_in() throws Exception {
        try (Socket plain = new Socket("127.0.0.1", broker.extension().port())) {
            plain.setSoTimeout(20_000);
            send(plain, CONNECT);
            // A TLS alert at most, and never a CONNACK.
            assertThat(plain.getInputStream().read()).isNotEqualTo(0x20);
        }
    }

    private static String connect(String length, String flags, String properties) {
        return "10" + length + "0004" + hex("MQTT") + "05" + flags + "003c" + properties + "0007" + hex("press-1");
    }

    private static SSLSocket open() throws IOException {
        SSLSocket socket = (SSLSocket) PRESS.tls(PKI.root())
                .getSocketFactory()
                .createSocket("127.0.0.1", broker.extension().port());
        socket.setSoTimeout(20_000);
        socket.startHandshake();
        return socket;
    }

    private static void connect(SSLSocket socket) throws IOException {
        send(socket, CONNECT);
        InputStream in = socket.getInputStream();
        assertThat(in.read()).isEqualTo(0x20);
        byte[] connack = in.readNBytes(in.read());
        assertThat(connack[1]).as("reason code").isZero();
    }

    private static void send(Socket socket, String bytes) throws IOException {
        socket.getOutputStream().write(HexFormat.of().parseHex(bytes));
        socket.getOutputStream().flush();
    }

    /** Reads on until the broker closes; a reset is an end as well, a timeout is none. */
    private static boolean endOf(SSLSocket socket) throws IOException {
        InputStream in = socket.getInputStream();
        try {
            while (in.read() >= 0) {
                // answers before the end, such as a CONNACK
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException | SSLException e) {
            return true;
        }
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(UTF_8));
    }
}

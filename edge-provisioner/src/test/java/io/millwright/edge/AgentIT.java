package io.millwright.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millwright.edge.buffer.Buffer;
import io.millwright.edge.buffer.BufferLimits;
import io.millwright.edge.buffer.Journal;
import io.millwright.edge.fixture.FakePlc;
import io.millwright.edge.fixture.TestBroker;
import io.millwright.edge.fixture.TestPlatform;
import io.millwright.edge.fixture.TestRuntime;
import io.millwright.edge.normalize.Point;
import io.millwright.edge.state.DeviceRecord;
import io.millwright.edge.state.Json;
import io.millwright.edge.state.StateDirectory;
import io.millwright.wire.receipt.Hold;
import io.millwright.wire.receipt.Receipt;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** The whole agent between a real Modbus server and a real broker. */
class AgentIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    static Path work;

    private static TestPlatform platform;
    private static TestBroker broker;

    @TempDir
    Path directory;

    private FakePlc plc;
    private TestRuntime runtime;
    private StateDirectory state;
    private final List<Agent> agents = new ArrayList<>();

    @BeforeAll
    static void startBroker() throws Exception {
        platform = new TestPlatform();
        broker = TestBroker.start(platform, work, 0);
    }

    @AfterAll
    static void stopBroker() throws Exception {
        broker.close();
    }

    @BeforeEach
    void start() throws Exception {
        plc = FakePlc.start();
        plc.setReal(100, 25.5f);
        runtime = new TestRuntime(platform, broker);
        runtime.send("config", new byte[0], true);
        state = platform.enrolled(directory.resolve("state"), broker.url(), platform.sign(configuration(1)));
    }

    @AfterEach
    void stop() throws Exception {
        agents.forEach(Agent::close);
        runtime.close();
        plc.close();
    }

    private ObjectNode configuration(long version) {
        ObjectNode payload = TestPlatform.payload(version);
        TestPlatform.connection(payload, "press", "modbus-tcp", plc.url());
        return TestPlatform.tag(payload, "temperature", "press", "holding-register:100:REAL", 100);
    }

    private Agent run() throws Exception {
        Agent agent = Agent.of(
                state, DeviceRecord.read(state).orElseThrow(), BufferLimits.DEFAULT, Journal.none(), Clock.systemUTC());
        agent.start();
        agents.add(agent);
        return agent;
    }

    private void end(Agent agent) {
        agent.close();
        agents.remove(agent);
    }

    private List<Point> of(String tag) {
        return runtime.points.stream().filter(point -> point.tag().equals(tag)).toList();
    }

    private long waiting() throws Exception {
        return Files.exists(state.status())
                ? Json.read(Files.readAllBytes(state.status()))
                        .map(json -> json.path("buffer").path("messages").asLong(-1))
                        .orElse(-1L)
                : -1;
    }

    @Test
    void what_a_machine_says_arrives_and_is_forgotten_when_it_is_receipted() throws Exception {
        run();

        await().atMost(SOON).until(() -> of("temperature").size() > 5);

        assertThat(of("temperature").getFirst().value()).isEqualTo(25.5);
        assertThat(runtime.refused).isEmpty();
        await().atMost(SOON).until(() -> waiting() >= 0 && waiting() <= 1);
        assertThat(runtime.states).anyMatch(said -> said.contains("\"online\"") && said.contains("hash-1"));
        assertThat(runtime.acks.getFirst()).isEqualTo("{\"configuration\":\"hash-1\",\"version\":1}");
    }

    @Test
    void nothing_is_forgotten_while_no_receipt_comes_and_all_of_it_is_stored_once_afterwards() throws Exception {
        runtime.mute = true;
        Agent agent = run();
        await().atMost(SOON).until(() -> runtime.stored.size() >= 3 && waiting() >= 3);
        end(agent);
        runtime.mute = false;

        run();

        await().atMost(SOON).until(() -> runtime.stored.size() >= 8 && waiting() >= 0 && waiting() <= 1);
        assertThat(runtime.stored).doesNotHaveDuplicates();
        assertThat(runtime.missing(runtime.stored.getFirst().split(" ")[0])).isEmpty();
    }

    @Test
    void what_the_broker_loses_is_sent_again() throws Exception {
        runtime.deaf = true;
        run();
        await().atMost(SOON).until(() -> waiting() >= 2);
        runtime.deaf = false;

        await().atMost(Duration.ofSeconds(60))
                .until(() -> runtime.stored.stream().anyMatch(name -> name.endsWith(" 1")));

        assertThat(runtime.stored).doesNotHaveDuplicates();
    }

    @Test
    void after_an_outage_the_newest_come_first_and_then_the_backlog_from_its_oldest_on() throws Exception {
        runtime.deaf = true;
        Agent agent = run();
        await().atMost(Duration.ofSeconds(60)).until(() -> waiting() >= 9);
        end(agent);
        runtime.deaf = false;

        run();

        await().atMost(SOON).until(() -> runtime.stored.stream().anyMatch(name -> name.endsWith(" 3")));
        List<Integer> order = runtime.arrivals.stream()
                .map(name -> Integer.parseInt(name.split(" ")[1]))
                .toList();
        assertThat(order.getFirst()).isGreaterThan(4);
        assertThat(order.indexOf(1)).isLessThan(order.indexOf(2)).isGreaterThan(0);
        assertThat(order.indexOf(2)).isLessThan(order.indexOf(3));
    }

    @Test
    void while_the_platform_asks_to_hold_nothing_is_sent_and_everything_is_kept() throws Exception {
        runtime.hold = new Hold(Duration.ofSeconds(6), Hold.Reason.QUOTA);
        run();
        await().atMost(SOON).until(() -> waiting() >= 3);

        assertThat(runtime.arrivals).hasSizeLessThanOrEqualTo(2);
        runtime.hold = null;
        await().atMost(SOON).until(() -> runtime.stored.size() > 4);
    }

    @Test
    void a_receipt_that_covers_what_was_never_written_deletes_nothing() throws Exception {
        runtime.mute = true;
        Agent agent = run();
        await().atMost(SOON).until(() -> runtime.stored.size() >= 2);
        String stream = runtime.stored.getFirst().split(" ")[0];

        runtime.lie(new Receipt(stream, 1_000_000, List.of(), null));
        runtime.send("command", "{\"id\":\"behind\"}".getBytes(StandardCharsets.UTF_8), false);

        await().atMost(SOON).until(() -> !runtime.commandAcks.isEmpty());
        int then = runtime.stored.size();
        await().atMost(SOON).until(() -> runtime.stored.size() > then);
        end(agent);
        try (Buffer buffer = new Buffer(state.buffer(), state.corrupt(), BufferLimits.DEFAULT, Journal.none())) {
            assertThat(buffer.status().messages()).isEqualTo(buffer.status().head());
        }
    }

    @Test
    void a_newer_configuration_is_put_in_force_at_once_and_acknowledged_by_its_hash() throws Exception {
        run();
        await().atMost(SOON).until(() -> !of("temperature").isEmpty());
        ObjectNode next = TestPlatform.tag(configuration(2), "strokes", "press", "holding-register:104:UINT", 100);

        runtime.send("config", platform.sign(next).getBytes(StandardCharsets.US_ASCII), true);

        await().atMost(SOON).until(() -> !of("strokes").isEmpty());
        assertThat(runtime.acks).contains("{\"configuration\":\"hash-2\",\"version\":2}");
    }

    @Test
    void a_configuration_that_is_old_or_of_another_key_or_device_is_refused_and_the_one_before_runs_on()
            throws Exception {
        runtime.send("config", platform.sign(configuration(5)).getBytes(StandardCharsets.US_ASCII), true);
        run();
        await().atMost(SOON).until(() -> runtime.acks.stream().anyMatch(ack -> ack.contains("hash-5")));
        String foreign = new TestPlatform().sign(configuration(9));
        ObjectNode ofAnother = configuration(9).put("device", "press-line-other");

        runtime.send("config", platform.sign(configuration(4)).getBytes(StandardCharsets.US_ASCII), true);
        runtime.send("config", foreign.getBytes(StandardCharsets.US_ASCII), true);
        runtime.send("config", platform.sign(ofAnother).getBytes(StandardCharsets.US_ASCII), true);

        await().atMost(SOON)
                .until(() -> runtime.acks.stream()
                                .filter(ack -> ack.contains("error"))
                                .count()
                        >= 3);
        assertThat(runtime.acks)
                .anyMatch(ack -> ack.contains("older"))
                .anyMatch(ack -> ack.contains("signature"))
                .anyMatch(ack -> ack.contains("another device"))
                .filteredOn(ack -> ack.contains("error"))
                .allMatch(ack -> ack.contains("hash-5"));
        int points = of("temperature").size();
        await().atMost(SOON).until(() -> of("temperature").size() > points);
    }

    @Test
    void a_protocol_that_is_not_spoken_is_named_in_the_ack_and_the_rest_runs() throws Exception {
        ObjectNode next = TestPlatform.connection(configuration(2), "mill", "s7", "s7://127.0.0.1");
        TestPlatform.tag(next, "speed", "mill", "%DB1.DBD0:REAL", 100);
        run();

        runtime.send("config", platform.sign(next).getBytes(StandardCharsets.US_ASCII), true);

        await().atMost(SOON).until(() -> runtime.acks.stream().anyMatch(ack -> ack.contains("s7")));
        assertThat(runtime.acks).anyMatch(ack -> ack.contains("hash-2") && ack.contains("connection mill"));
        int points = of("temperature").size();
        await().atMost(SOON).until(() -> of("temperature").size() > points);
    }

    @Test
    void a_command_is_answered_once_and_for_all() throws Exception {
        run();
        await().atMost(SOON).until(() -> runtime.states.stream().anyMatch(said -> said.contains("\"online\"")));
        byte[] command =
                "{\"id\":\"c1\",\"ttlMs\":1000,\"body\":{\"command\":\"open\"}}".getBytes(StandardCharsets.UTF_8);

        runtime.send("command", command, false);
        runtime.send("command", command, false);

        await().atMost(SOON).until(() -> runtime.commandAcks.size() >= 2);
        assertThat(runtime.commandAcks)
                .containsOnly("{\"id\":\"c1\",\"outcome\":\"refused\",\"error\":\"this agent knows no such command\"}");
    }
}

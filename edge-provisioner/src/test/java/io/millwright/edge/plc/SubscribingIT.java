package io.millwright.edge.plc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millwright.edge.config.Configuration;
import io.millwright.edge.config.Configuration.Connection;
import io.millwright.edge.config.Configuration.Reading;
import io.millwright.edge.config.Configuration.Tag;
import io.millwright.edge.fixture.BlackHole;
import io.millwright.edge.fixture.FakeOpcUa;
import io.millwright.edge.normalize.Point;
import io.millwright.edge.normalize.Quality;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real OPC UA server that tells what changes, and fails to. */
class SubscribingIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final List<Point> points = new CopyOnWriteArrayList<>();
    private final Machines machines = new Machines(Clock.systemUTC(), points::add);
    private FakeOpcUa server;

    @BeforeEach
    void start() throws Exception {
        server = FakeOpcUa.start();
    }

    @AfterEach
    void stop() throws Exception {
        machines.close();
        server.close();
    }

    private static Tag tag(String name, int intervalMs) {
        return new Tag(name, "pump", "ns=2;s=" + name, null, Duration.ofMillis(intervalMs), 1, 0, null, null, null);
    }

    private static Configuration configuration(int port, Reading reading, Tag... tags) {
        String url = "opcua:tcp://127.0.0.1:" + port + "/?discovery=false";
        return new Configuration("h", 1, "f", List.of(new Connection("pump", "opcua", url, reading)), List.of(tags));
    }

    private void subscribe(Tag... tags) {
        assertThat(machines.apply(configuration(server.port(), Reading.SUBSCRIBE, tags)))
                .isEmpty();
    }

    private List<Point> of(String tag) {
        return points.stream().filter(point -> point.tag().equals(tag)).toList();
    }

    private List<Object> good(String tag) {
        return of(tag).stream()
                .filter(point -> point.quality() == Quality.GOOD)
                .map(Point::value)
                .toList();
    }

    private boolean has(String tag, Object value) {
        return good(tag).contains(value);
    }

    @Test
    void each_change_comes_once_and_in_order_and_what_does_not_change_is_not_said_again() {
        server.set("count", 0);
        server.set("steady", 1.5);
        subscribe(tag("count", 50), tag("steady", 200));
        for (int i = 0; i <= 20; i++) {
            server.set("count", i);
            long expected = i;
            await().atMost(SOON).until(() -> has("count", expected));
        }

        assertThat(good("count"))
                .containsExactlyElementsOf(LongStream.rangeClosed(0, 20).boxed().toList());
        assertThat(good("steady")).containsExactly(1.5);
        assertThat(points).extracting(Point::quality).containsOnly(Quality.GOOD);
    }

    @Test
    void numbers_of_all_kinds_are_what_polling_makes_of_them() {
        server.set("real", 25.1f);
        server.set("unsigned", Unsigned.ushort(65_535));
        server.set("counter", Unsigned.uint(4_294_967_295L));
        server.set("truth", true);
        server.set("text", "on");
        server.set("single", new Double[] {2.5});
        server.set("several", new Double[] {2.5, 3.5});
        String[] names = {"real", "unsigned", "counter", "truth", "text", "single", "several"};
        Tag[] tags = IntStream.range(0, names.length)
                .mapToObj(i -> tag(names[i], 100))
                .toArray(Tag[]::new);
        machines.apply(configuration(server.port(), Reading.POLL, tags));
        await().atMost(SOON).until(() -> List.of(names).stream().noneMatch(name -> of(name).isEmpty()));
        List<Object> polled =
                List.of(names).stream().map(name -> of(name).getFirst().value()).toList();
        points.clear();
        subscribe(tags);
        await().atMost(SOON)
                .until(() -> List.of(names).stream()
                        .allMatch(name -> of(name).stream().anyMatch(point -> point.quality() != Quality.LAST_KNOWN)));

        assertThat(List.of(names).stream()
                        .map(name -> of(name).getLast().value())
                        .toList())
                .isEqualTo(polled);
        assertThat(of("several")).extracting(Point::quality).containsOnly(Quality.NO_SUCH_VALUE);
    }

    @Test
    void a_node_that_is_not_there_and_one_that_fails_are_bad_alone() {
        server.set("good", 1);
        server.set("failing", 2);
        subscribe(tag("good", 50), tag("failing", 50), tag("none", 50));
        await().atMost(SOON)
                .until(() ->
                        has("good", 1L) && has("failing", 2L) && !of("none").isEmpty());
        server.setBad("failing", StatusCodes.Bad_SensorFailure);
        await().atMost(SOON).until(() -> of("failing").size() == 2);
        server.set("good", 3);
        await().atMost(SOON).until(() -> has("good", 3L));

        assertThat(of("none")).extracting(Point::quality).containsExactly(Quality.NO_SUCH_VALUE);
        assertThat(of("failing").getLast().quality()).isEqualTo(Quality.DEVICE_FAILURE);
        assertThat(of("failing").getLast().value()).isEqualTo(2L);
        assertThat(of("good")).extracting(Point::quality).containsOnly(Quality.GOOD);

        server.set("failing", 4);
        server.set("none", 5);
        await().atMost(SOON).until(() -> has("failing", 4L) && has("none", 5L));
    }

    @Test
    void a_server_that_lives_but_tells_nothing_is_subscribed_to_again() {
        server.set("a", 1);
        subscribe(tag("a", 100));
        await().atMost(SOON).until(() -> has("a", 1L));
        server.forgetSubscriptions();
        server.set("a", 2);

        await().atMost(Duration.ofSeconds(60)).until(() -> has("a", 2L));

        assertThat(of("a")).extracting(Point::quality).containsExactly(Quality.GOOD, Quality.LAST_KNOWN, Quality.GOOD);
        assertThat(of("a").get(1).value()).isEqualTo(1L);
    }

    @Test
    void a_connection_that_carries_nothing_any_more_is_bad_and_made_anew() throws Exception {
        server.set("a", 1);
        try (BlackHole relay = BlackHole.before(server.port())) {
            machines.apply(configuration(relay.port(), Reading.SUBSCRIBE, tag("a", 100)));
            await().atMost(SOON).until(() -> has("a", 1L));
            relay.swallow(true);
            await().atMost(SOON).until(() -> of("a").stream().anyMatch(point -> point.quality() == Quality.LAST_KNOWN));
            server.set("a", 2);
            relay.swallow(false);

            await().atMost(Duration.ofSeconds(60)).until(() -> has("a", 2L));

            assertThat(of("a"))
                    .extracting(Point::quality)
                    .containsExactly(Quality.GOOD, Quality.LAST_KNOWN, Quality.GOOD);
        }
    }

    @Test
    void a_machine_that_gives_itself_another_address_is_called_at_the_one_that_is_configured() throws Exception {
        try (FakeOpcUa translated = FakeOpcUa.translated()) {
            translated.set("a", 1);
            machines.apply(configuration(translated.port(), Reading.SUBSCRIBE, tag("a", 100)));

            await().atMost(SOON).until(() -> has("a", 1L));
            machines.close();
        }
    }

    @Test
    void a_machine_that_is_not_there_says_so_once() {
        machines.apply(configuration(1, Reading.SUBSCRIBE, tag("a", 100)));

        await().atMost(SOON).until(() -> !of("a").isEmpty());

        assertThat(of("a")).extracting(Point::quality).containsExactly(Quality.NO_COMMUNICATION);
        assertThat(machines.status().getFirst().state()).isEqualTo(MachineStatus.State.UNREACHABLE);
    }

    @Test
    void a_configuration_changes_from_polling_to_subscribing_and_back() {
        server.set("a", 1);
        Tag a = tag("a", 100);
        machines.apply(configuration(server.port(), Reading.POLL, a));
        await().atMost(SOON).until(() -> good("a").size() > 3);
        assertThat(server.subscriptions()).isZero();

        subscribe(a);
        await().atMost(SOON).until(() -> server.subscriptions() == 1);
        server.set("a", 2);
        await().atMost(SOON).until(() -> has("a", 2L));
        int told = good("a").size();

        machines.apply(configuration(server.port(), Reading.POLL, a));
        await().atMost(SOON)
                .until(() -> server.subscriptions() == 0 && good("a").size() > told + 3);

        assertThat(points).extracting(Point::quality).containsOnly(Quality.GOOD);
    }

    @Test
    void who_stops_subscribing_leaves_nothing_behind_at_the_machine() {
        server.set("a", 1);
        subscribe(tag("a", 100));
        await().atMost(SOON).until(() -> has("a", 1L));
        assertThat(server.sessions()).isEqualTo(1);

        machines.close();

        await().atMost(SOON).until(() -> server.sessions() == 0 && server.subscriptions() == 0);
        assertThat(points).extracting(Point::quality).containsOnly(Quality.GOOD);
    }

    @Test
    void the_same_tags_are_not_subscribed_to_anew_by_another_configuration() {
        server.set("a", 1);
        subscribe(tag("a", 100));
        await().atMost(SOON).until(() -> has("a", 1L));
        subscribe(tag("a", 100));
        server.set("a", 2);

        await().atMost(SOON).until(() -> has("a", 2L));

        assertThat(good("a")).containsExactly(1L, 2L);
    }

    @Test
    void what_this_agent_cannot_subscribe_to_is_named_and_not_polled_instead() {
        Configuration other = new Configuration(
                "h",
                1,
                "f",
                List.of(
                        new Connection("press", "modbus-tcp", "modbus-tcp://127.0.0.1:1", Reading.SUBSCRIBE),
                        new Connection(
                                "pump",
                                "opcua",
                                "opcua:tcp://127.0.0.1:" + server.port() + "/?security-policy=Basic256",
                                Reading.SUBSCRIBE)),
                List.of());

        assertThat(machines.apply(other))
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .contains("connection press: this agent cannot subscribe over modbus-tcp")
                        .contains("connection pump: this agent subscribes without a security policy only"));
        assertThat(machines.status()).extracting(MachineStatus::state).containsOnly(MachineStatus.State.UNSUPPORTED);
    }
}

package io.millwright.edge.plc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millwright.edge.config.Configuration.Tag;
import io.millwright.edge.fixture.FakeOpcUa;
import io.millwright.edge.normalize.Reading;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.plc4x.java.opcua.OpcuaPlcDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a subscriber does now and then, with less patience than in a plant. */
class SubscriberIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final List<Read> readings = new CopyOnWriteArrayList<>();
    private FakeOpcUa server;
    private Thread thread = Thread.ofVirtual().unstarted(() -> {});

    private record Read(String tag, Reading reading) {

        private static Read of(String tag, Object value) {
            return new Read(tag, new Reading.Value(value));
        }
    }

    @BeforeEach
    void start() throws Exception {
        server = FakeOpcUa.start();
    }

    @AfterEach
    void stop() throws Exception {
        thread.interrupt();
        thread.join();
        server.close();
    }

    private static Address address(String name, Duration interval) {
        Tag tag = new Tag(name, "pump", "ns=2;s=" + name, null, interval, 1, 0, null, null, null);
        return Address.of(tag, new OpcuaPlcDriver());
    }

    private void subscribe(Duration steady, Address... addresses) {
        OpcUaAddress at =
                ((OpcUaAddress.Parsed.Good) OpcUaAddress.of("opcua:tcp://127.0.0.1:" + server.port() + "/")).address();
        Subscriber subscriber =
                new Subscriber(at, List.of(addresses), Clock.systemUTC(), Duration.ofMillis(100), steady);
        thread = Thread.ofVirtual().start(() -> {
            try {
                subscriber.read(new Reader.Listener() {
                    @Override
                    public void connected() {}

                    @Override
                    public void took(Address address, Reading reading, long ts) {
                        readings.add(new Read(address.tag().name(), reading));
                    }

                    @Override
                    public void round() {}
                });
            } catch (LinkBrokenException | InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Test
    void what_was_not_heard_of_for_long_is_read_and_not_repeated_from_memory() {
        server.set("a", 7);
        subscribe(Duration.ofMillis(300), address("a", Duration.ofMillis(100)));

        await().atMost(SOON).until(() -> readings.size() > 4);

        assertThat(readings).containsOnly(Read.of("a", 7));
        assertThat(server.asked()).isGreaterThanOrEqualTo(readings.size());
    }

    @Test
    void a_tag_of_a_long_interval_is_not_read_more_often_than_that() {
        server.set("often", 7);
        server.set("seldom", 8);
        subscribe(
                Duration.ofMillis(1), address("often", Duration.ofMillis(100)), address("seldom", Duration.ofHours(1)));

        await().atMost(SOON).until(() -> readings.size() > 10);

        assertThat(readings).containsOnlyOnce(Read.of("seldom", 8));
    }

    @Test
    void a_node_that_comes_to_be_is_taken_up() {
        subscribe(Duration.ofMinutes(1), address("a", Duration.ofMillis(100)));
        await().atMost(SOON).until(() -> !readings.isEmpty());
        assertThat(readings).containsOnly(new Read("a", Reading.failed(Reading.Failure.NO_SUCH_VALUE)));

        server.set("a", 8);

        await().atMost(SOON).until(() -> readings.contains(Read.of("a", 8)));
    }
}

package io.millwright.edge.plc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millwright.edge.config.Configuration;
import io.millwright.edge.config.Configuration.Connection;
import io.millwright.edge.config.Configuration.Reading;
import io.millwright.edge.config.Configuration.Tag;
import io.millwright.edge.normalize.Point;
import io.millwright.edge.normalize.Quality;
import io.millwright.simulator.SimulatedMachine;
import io.millwright.simulator.machine.MachineKind;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulator's pump behind OPC UA, asked and telling. */
class OpcUaIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final List<Point> points = new CopyOnWriteArrayList<>();

    private static Tag tag(String name, String address) {
        return new Tag(name, "pump", address, null, Duration.ofMillis(200), 1, 0, null, null, null);
    }

    private static SimulatedMachine pump(int port) throws Exception {
        return SimulatedMachine.start(
                MachineKind.of("pump").orElseThrow(),
                SimulatedMachine.Protocol.OPCUA,
                "127.0.0.1",
                port,
                1,
                Clock.systemUTC());
    }

    private long good(String tag) {
        return points.stream()
                .filter(point -> point.tag().equals(tag) && point.quality() == Quality.GOOD)
                .count();
    }

    @ParameterizedTest
    @EnumSource(Reading.class)
    void nodes_are_read_one_that_is_not_there_is_bad_alone_and_a_restarted_server_is_read_again(Reading reading)
            throws Exception {
        SimulatedMachine pump = pump(0);
        try (Machines machines = new Machines(Clock.systemUTC(), points::add)) {
            machines.apply(new Configuration(
                    "1",
                    1,
                    "f",
                    List.of(new Connection("pump", "opcua", pump.address() + "/?discovery=false", reading)),
                    List.of(
                            tag("pressure", "ns=2;s=Pump.Pressure"),
                            tag("running", "ns=2;s=Pump.Running"),
                            tag("none", "ns=2;s=Pump.None"))));
            await().atMost(SOON).until(() -> good("pressure") > 2 && good("running") > 0);
            await().atMost(SOON)
                    .until(() -> points.stream().anyMatch(point -> point.tag().equals("none")));

            assertThat(points.stream().filter(point -> point.tag().equals("none")))
                    .hasSize(1)
                    .allMatch(point -> point.quality() < 64);
            assertThat(points.stream().filter(point -> point.tag().equals("running")))
                    .allMatch(point -> point.value() instanceof Boolean);
            pump.close();
            await().atMost(SOON).until(() -> points.stream().anyMatch(point -> point.quality() == Quality.LAST_KNOWN));
            long before = good("pressure");
            pump = pump(pump.port());

            await().atMost(SOON).until(() -> good("pressure") > before + 2);
        } finally {
            pump.close();
        }
    }
}

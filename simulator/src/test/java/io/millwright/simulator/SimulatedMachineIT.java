package io.millwright.simulator;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.millwright.simulator.SimulatedMachine.Protocol;
import io.millwright.simulator.machine.Machine;
import io.millwright.simulator.machine.MachineKind;
import io.millwright.simulator.machine.Signal;
import io.millwright.simulator.machine.SignalType;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.plc4x.java.api.PlcConnection;
import org.apache.plc4x.java.api.PlcDriverManager;
import org.apache.plc4x.java.api.messages.PlcReadRequest;
import org.apache.plc4x.java.api.messages.PlcReadResponse;
import org.apache.plc4x.java.api.types.PlcResponseCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Read by the library that the edge agent reads with. */
class SimulatedMachineIT {

    private static final long SEED = 5;
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-23T12:00:00Z"), ZoneOffset.UTC);

    @ParameterizedTest
    @EnumSource(MachineKind.class)
    void every_signal_is_read_over_modbus(MachineKind kind) throws Exception {
        Machine machine = kind.machine(SEED);
        Map<String, String> tags = new LinkedHashMap<>();
        machine.signals()
                .forEach(signal -> tags.put(
                        signal.name(),
                        signal.type() == SignalType.BOOL
                                ? "coil:" + signal.address()
                                : "holding-register:" + signal.address() + ":" + signal.type()));

        assertReads(kind, Protocol.MODBUS, "?default-unit-identifier=1", tags);
    }

    @ParameterizedTest
    @EnumSource(
            value = MachineKind.class,
            names = {"PRESS", "PUMP"})
    void every_signal_is_read_over_opc_ua(MachineKind kind) throws Exception {
        Machine machine = kind.machine(SEED);
        Map<String, String> tags = new LinkedHashMap<>();
        machine.signals()
                .forEach(signal -> tags.put(signal.name(), "ns=2;s=" + machine.camelName() + "." + signal.camelName()));

        assertReads(kind, Protocol.OPCUA, "/?discovery=false", tags);
    }

    @Test
    void a_register_that_the_machine_does_not_have_spoils_no_other_value() throws Exception {
        try (SimulatedMachine press =
                        SimulatedMachine.start(MachineKind.PRESS, Protocol.MODBUS, "127.0.0.1", 0, SEED, NOON);
                PlcConnection connection = connect(press, "?default-unit-identifier=1")) {
            PlcReadResponse response = read(
                    connection,
                    Map.of("strokes", "holding-register:104:UDINT", "nothing", "holding-register:4000:UDINT"));

            assertThat(response.getResponseCode("strokes")).isEqualTo(PlcResponseCode.OK);
            assertThat(response.getResponseCode("nothing")).isEqualTo(PlcResponseCode.INVALID_ADDRESS);
        }
    }

    @ParameterizedTest
    @EnumSource(Protocol.class)
    void a_busy_port_is_refused(Protocol protocol) throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatIOException()
                    .isThrownBy(() -> SimulatedMachine.start(
                            MachineKind.PRESS, protocol, "127.0.0.1", other.getLocalPort(), SEED, NOON));
        }
    }

    /** The sample's fleets are those of the demo: whoever applies it finds these machines. */
    @Test
    void the_sample_fleets_name_signals_that_exist() throws Exception {
        String sample = Files.readString(checkout().resolve("crds/samples/site-and-fleets.yaml"));
        Machine press = MachineKind.PRESS.machine(SEED);
        Machine pump = MachineKind.PUMP.machine(SEED);
        Map<String, String> expected = new LinkedHashMap<>();
        press.signals()
                .forEach(signal -> expected.put(
                        signal.type() == SignalType.BOOL
                                ? "coil:" + signal.address()
                                : "holding-register:" + signal.address() + ":" + signal.type(),
                        signal.name() + " " + signal.unit()));
        pump.signals()
                .forEach(signal ->
                        expected.put("ns=2;s=Pump." + signal.camelName(), signal.name() + " " + signal.unit()));

        Matcher tag = Pattern.compile(
                        "- name: (\\S+)\\s+connection: \\S+\\s+address: \"([^\"]+)\"(?:\\s+unit: (\\S+))?")
                .matcher(sample);
        int tags = 0;
        while (tag.find()) {
            tags++;
            String unit = tag.group(3) == null ? "" : tag.group(3).replace("\"", "");
            assertThat(expected).containsEntry(tag.group(2), tag.group(1) + " " + unit);
        }
        assertThat(tags).isGreaterThanOrEqualTo(6);
    }

    private static void assertReads(MachineKind kind, Protocol protocol, String options, Map<String, String> tags)
            throws Exception {
        try (SimulatedMachine serving = SimulatedMachine.start(kind, protocol, "127.0.0.1", 0, SEED, NOON);
                PlcConnection connection = connect(serving, options)) {
            PlcReadResponse response = read(connection, tags);

            for (Signal signal : kind.machine(SEED).signals()) {
                assertThat(response.getResponseCode(signal.name())).isEqualTo(PlcResponseCode.OK);
                double value = signal.at(NOON.instant());
                switch (signal.type()) {
                    case REAL -> assertThat(response.getFloat(signal.name())).isEqualTo((float) value);
                    case INT, UINT, UDINT ->
                        assertThat(response.getLong(signal.name())).isEqualTo(Math.round(value));
                    case BOOL -> assertThat(response.getBoolean(signal.name())).isEqualTo(value != 0);
                }
            }
        }
    }

    private static PlcConnection connect(SimulatedMachine machine, String options) throws Exception {
        return PlcDriverManager.getDefault().getConnectionManager().getConnection(machine.address() + options);
    }

    private static PlcReadResponse read(PlcConnection connection, Map<String, String> tags) throws Exception {
        PlcReadRequest.Builder request = connection.readRequestBuilder();
        tags.forEach(request::addTagAddress);
        return (PlcReadResponse) request.build().execute().get(60, TimeUnit.SECONDS);
    }

    private static Path checkout() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("mvnw"))) {
            directory = requireNonNull(directory.getParent(), "the checkout");
        }
        return directory;
    }
}

package io.millwright.simulator;

import io.millwright.simulator.machine.MachineKind;
import io.millwright.simulator.modbus.ModbusMachine;
import io.millwright.simulator.opcua.OpcUaMachine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** A machine that serves one protocol on one port, until it is closed. */
public record SimulatedMachine(String address, int port, Runnable stop) implements AutoCloseable {

    /** The protocols, by the names used on the command line. */
    public enum Protocol {
        MODBUS("modbus", "modbus-tcp"),
        OPCUA("opcua", "opcua:tcp");

        private final String label;
        private final String scheme;

        Protocol(String label, String scheme) {
            this.label = label;
            this.scheme = scheme;
        }

        public static Optional<Protocol> of(String label) {
            return Arrays.stream(values())
                    .filter(protocol -> protocol.label.equals(label))
                    .findFirst();
        }

        /** All names, for messages. */
        public static String labels() {
            return Arrays.stream(values()).map(protocol -> protocol.label).collect(Collectors.joining(", "));
        }
    }

    /**
     * Starts to serve; {@code port} 0 takes any.
     *
     * @throws IOException when the address cannot be listened on
     */
    public static SimulatedMachine start(
            MachineKind kind, Protocol protocol, String host, int port, long seed, Clock clock)
            throws IOException, InterruptedException {
        int chosen = free(host, port);
        Runnable stop = switch (protocol) {
            case MODBUS -> ModbusMachine.start(kind.machine(seed), host, chosen, clock)::close;
            case OPCUA -> OpcUaMachine.start(kind.machine(seed), host, chosen, clock)::close;
        };
        return new SimulatedMachine(protocol.scheme + "://" + host + ":" + chosen, chosen, stop);
    }

    /** Milo takes a busy port for one bound elsewhere and cannot choose one, so both are settled before. */
    private static int free(String host, int port) throws IOException {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getByName(host))) {
            return probe.getLocalPort();
        }
    }

    @Override
    public void close() {
        stop.run();
    }
}

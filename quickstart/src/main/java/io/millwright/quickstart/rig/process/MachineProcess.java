package io.millwright.quickstart.rig.process;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A simulated press on Modbus TCP. */
public final class MachineProcess extends PartProcess {

    private static final String READY = "Simulating ";

    private final int port;

    public MachineProcess(Path directory, int port) {
        super(new ChildJvm.Order(
                "simulate",
                List.of("press", "--protocol", "modbus", "--port", Integer.toString(port)),
                Map.of(),
                List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                directory.resolve("part-machine.out")));
        this.port = port;
    }

    public int port() {
        return port;
    }

    @Override
    public void awaitReady(Duration patience) throws IOException, InterruptedException {
        running().awaitLine(READY, logged(), patience);
    }
}

package io.millwright.quickstart.rig;

import io.millwright.quickstart.rig.load.AgentJournal;
import io.millwright.quickstart.rig.load.Truth;
import io.millwright.quickstart.rig.oracle.Oracle;
import io.millwright.quickstart.rig.process.AgentProcess;
import io.millwright.quickstart.rig.process.MachineProcess;
import io.millwright.quickstart.rig.tenant.AgentState;
import io.millwright.quickstart.waiting.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A real agent that reads a simulated machine as fast as it may. Not thread-safe. */
public final class Plant implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);

    private final Rig rig;
    private final String device;
    private final AgentState state;
    private final MachineProcess machine;
    private final AgentProcess agent;

    Plant(Rig rig, String device, AgentState state, MachineProcess machine, AgentProcess agent) {
        this.rig = rig;
        this.device = device;
        this.state = state;
        this.machine = machine;
        this.agent = agent;
    }

    /** Answers when the agent has appended its first points. */
    void start(int brokerPort) throws IOException, InterruptedException {
        machine.start();
        state.lay(brokerPort);
        state.read(machine.port(), 1);
        agent.launch();
        agent.awaitReady(START);
    }

    public AgentProcess agent() {
        return agent;
    }

    /** Its state directory. */
    public Path home() {
        return state.directory();
    }

    /** What the agent has appended and given up until now. */
    public AgentJournal journal() throws IOException {
        return AgentJournal.read(agent.journal());
    }

    /** Stops reading, delivers what is left in the buffer, and answers what must be stored now. */
    public Truth drained(Duration patience) throws Exception {
        agent.close();
        state.rest(2);
        agent.launch();
        try (Connection connection = rig.database()) {
            // The journal is read again and again: it grows by what is found broken while it is delivered.
            Await.until(patience, Duration.ofMillis(200), () -> {
                Map<Truth.Stream, Truth.Position> stored = Oracle.streams(connection, device);
                return journal().truth(device, stored).streams().equals(stored);
            });
            return journal().truth(device, Oracle.streams(connection, device));
        }
    }

    /** A figure of the buffer, as the agent says it each second; -1 before it has said it. */
    public long buffer(String figure) throws IOException {
        Path status = state.directory().resolve("status.json");
        return Files.exists(status)
                ? JsonMapper.shared()
                        .readTree(Files.readString(status))
                        .path("buffer")
                        .path(figure)
                        .asLong(-1)
                : -1;
    }

    @Override
    public void close() throws IOException {
        agent.close();
        machine.close();
    }
}

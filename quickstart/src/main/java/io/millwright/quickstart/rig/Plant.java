package io.millwright.quickstart.rig;

import io.millwright.quickstart.rig.load.AgentJournal;
import io.millwright.quickstart.rig.load.Truth;
import io.millwright.quickstart.rig.process.AgentProcess;
import io.millwright.quickstart.rig.process.MachineProcess;
import io.millwright.quickstart.rig.tenant.AgentState;
import io.millwright.quickstart.waiting.Await;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

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

    /** Stops reading, delivers what is left in the buffer, and answers what must be stored now. */
    public Truth drained(Duration patience) throws IOException, SQLException, InterruptedException {
        agent.close();
        state.rest(2);
        agent.launch();
        Truth truth = AgentJournal.read(device, agent.journal());
        try (Connection connection = rig.database()) {
            Await.until(patience, Duration.ofMillis(50), () -> delivered(connection, truth));
        }
        return AgentJournal.read(device, agent.journal());
    }

    private boolean delivered(Connection connection, Truth truth) throws SQLException {
        long highest = truth.streams().values().stream()
                .mapToLong(Truth.Position::highest)
                .sum();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT coalesce(sum(highest), 0), coalesce(sum(cardinality(missing)), 0) FROM historian.stream"
                                + " WHERE device = '" + device + "'")) {
            row.next();
            return row.getLong(1) >= highest && row.getLong(2) == 0;
        }
    }

    @Override
    public void close() throws IOException {
        agent.close();
        machine.close();
    }
}

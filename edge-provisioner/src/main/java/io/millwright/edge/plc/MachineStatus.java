package io.millwright.edge.plc;

import java.time.Instant;

/**
 * How it stands with one connection.
 *
 * @param bad tags that have no value now
 * @param sentence what is wrong, empty if nothing is
 */
public record MachineStatus(
        String connection, String protocol, State state, Instant since, int tags, int bad, String sentence) {

    /** What the agent is doing about it. */
    public enum State {
        CONNECTING,
        CONNECTED,
        UNREACHABLE,
        /** This agent does not speak the protocol, or cannot read as it is told to. */
        UNSUPPORTED
    }
}

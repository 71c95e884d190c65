package io.millwright.simulator.machine;

import java.util.List;

/**
 * A machine. All its signals are functions of seed and time alone: two simulators with one seed agree, a restart
 * changes nothing, and a test can say what a value was. Safe for concurrent use.
 */
public record Machine(String name, List<Signal> signals) {

    public Machine {
        signals = List.copyOf(signals);
    }

    /** The name as OPC UA people write it, for example {@code PowerMeter}. */
    public String camelName() {
        return Signal.camel(name);
    }
}

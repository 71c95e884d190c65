package io.millwright.simulator.machine;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

/** The machines there are, by the names used on the command line. */
public enum MachineKind {
    PRESS("press", Press::of),
    PUMP("pump", Pump::of),
    POWER_METER("power-meter", PowerMeter::of);

    private final String label;
    private final LongFunction<Machine> maker;

    MachineKind(String label, LongFunction<Machine> maker) {
        this.label = label;
        this.maker = maker;
    }

    /** The machine with this seed. */
    public Machine machine(long seed) {
        return maker.apply(seed);
    }

    public static Optional<MachineKind> of(String label) {
        return Arrays.stream(values()).filter(kind -> kind.label.equals(label)).findFirst();
    }

    /** All names, for messages. */
    public static String labels() {
        return Arrays.stream(values()).map(kind -> kind.label).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return label;
    }
}

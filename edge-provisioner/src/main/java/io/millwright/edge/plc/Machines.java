package io.millwright.edge.plc;

import io.millwright.edge.config.Configuration;
import io.millwright.edge.config.Configuration.Connection;
import io.millwright.edge.config.Configuration.Tag;
import io.millwright.edge.normalize.Point;
import io.millwright.edge.plc.MachineStatus.State;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** All machines of the configuration in force. Safe between threads. */
public final class Machines implements AutoCloseable {

    private static final Duration GOODBYE = Duration.ofSeconds(2);
    private static final int MOST_NAMED = 5;

    private final Clock clock;
    private final Consumer<Point> points;
    private final Map<String, Machine> machines = new TreeMap<>();
    private final List<MachineStatus> unsupported = new ArrayList<>();

    /** @param points takes each point on the thread of its machine; must not block for long */
    public Machines(Clock clock, Consumer<Point> points) {
        this.clock = clock;
        this.points = points;
    }

    /**
     * Puts a configuration in force: machines that it does not change go on undisturbed.
     *
     * @return what of it this agent cannot do, in one sentence; the rest runs
     */
    public synchronized Optional<String> apply(Configuration configuration) {
        unsupported.clear();
        List<String> troubles = new ArrayList<>();
        Map<String, Machine> before = new TreeMap<>(machines);
        machines.clear();
        List<Machine> begun = new ArrayList<>();
        for (Connection connection : configuration.connections()) {
            List<Tag> tags = configuration.tagsOf(connection);
            switch (Drivers.of(connection)) {
                case Access.None(String sentence) -> {
                    unsupported.add(unsupported(connection, tags.size(), sentence));
                    troubles.add("connection " + connection.name() + ": " + sentence);
                }
                case Access.Open access -> {
                    Machine kept = before.get(connection.name());
                    Machine machine;
                    if (kept != null && kept.serves(connection, tags)) {
                        before.remove(connection.name());
                        machine = kept;
                    } else {
                        machine = new Machine(connection, tags, access, clock, points);
                        begun.add(machine);
                    }
                    machines.put(connection.name(), machine);
                    troubles.addAll(machine.unreadable().stream()
                            .map(tag -> "tag " + tag + ": its address is not one of " + connection.protocol())
                            .toList());
                }
            }
        }
        before.values().forEach(Machine::close);
        begun.forEach(Machine::start);
        return sentence(troubles);
    }

    private MachineStatus unsupported(Connection connection, int tags, String sentence) {
        return new MachineStatus(
                connection.name(), connection.protocol(), State.UNSUPPORTED, clock.instant(), tags, tags, sentence);
    }

    private static Optional<String> sentence(List<String> troubles) {
        if (troubles.isEmpty()) {
            return Optional.empty();
        }
        String named = String.join("; ", troubles.subList(0, Math.min(MOST_NAMED, troubles.size())));
        int more = troubles.size() - MOST_NAMED;
        return Optional.of(more > 0 ? named + "; and " + more + " more" : named);
    }

    public synchronized List<MachineStatus> status() {
        List<MachineStatus> all = new ArrayList<>(unsupported);
        machines.values().forEach(machine -> all.add(machine.status()));
        return all;
    }

    @Override
    public synchronized void close() {
        machines.values().forEach(Machine::close);
        try {
            for (Machine machine : machines.values()) {
                machine.join(GOODBYE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        machines.clear();
    }
}

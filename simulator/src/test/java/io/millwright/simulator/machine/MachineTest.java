package io.millwright.simulator.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MachineTest {

    private static final Instant MONDAY = Instant.parse("2026-11-23T06:00:00Z");
    private static final int DAY = 86_400;

    @ParameterizedTest
    @EnumSource(MachineKind.class)
    void equal_seeds_agree_and_different_seeds_do_not(MachineKind kind) {
        assertThat(values(kind.machine(7))).isEqualTo(values(kind.machine(7))).isNotEqualTo(values(kind.machine(8)));
    }

    @ParameterizedTest
    @EnumSource(MachineKind.class)
    void no_two_signals_share_a_register_a_coil_or_a_name(MachineKind kind) {
        List<String> places = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Signal signal : kind.machine(1).signals()) {
            names.add(signal.name());
            if (signal.type() == SignalType.BOOL) {
                places.add("coil " + signal.address());
            }
            for (int word = 0; word < signal.type().registers(); word++) {
                places.add("register " + (signal.address() + word));
            }
        }
        assertThat(places).doesNotHaveDuplicates();
        assertThat(names).hasSameSizeAs(kind.machine(1).signals());
    }

    @ParameterizedTest
    @CsvSource({"PRESS,strokes,810", "PUMP,running-seconds,3420", "POWER_METER,energy,0"})
    void a_counter_never_goes_back(MachineKind kind, String counter, int perHour) {
        Signal signal = signal(kind, counter);

        List<Double> hour = IntStream.rangeClosed(0, 36_000)
                .mapToObj(tenth -> signal.at(MONDAY.plusMillis(100L * tenth)))
                .toList();

        assertThat(hour).isSorted();
        if (perHour > 0) {
            assertThat(hour.getLast() - hour.getFirst()).isEqualTo(perHour);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PRESS,temperature,20,100",
        "PRESS,pressure,0,200",
        "PRESS,speed,-230,280",
        "PUMP,flow,0,95",
        "PUMP,pressure,0,7",
        "PUMP,vibration,0,9",
        "PUMP,bearing-temperature,20,75",
        "POWER_METER,voltage-l2,215,240",
        "POWER_METER,power,20,80",
        "POWER_METER,frequency,49.9,50.1"
    })
    void a_day_stays_within_what_such_a_machine_does_and_is_not_flat(
            MachineKind kind, String name, double low, double high) {
        Signal signal = signal(kind, name);

        List<Double> day = IntStream.range(0, DAY)
                .mapToObj(second -> signal.at(MONDAY.plusSeconds(second)))
                .toList();

        assertThat(day).allMatch(value -> value >= low && value <= high);
        assertThat(new HashSet<>(day)).hasSizeGreaterThan(100);
    }

    @Test
    void a_press_that_stands_has_its_guard_open_cools_and_makes_no_stroke() {
        Signal running = signal(MachineKind.PRESS, "running");
        Instant stop = IntStream.range(0, 1_200)
                .mapToObj(MONDAY::plusSeconds)
                .filter(time -> running.at(time) == 1 && running.at(time.plusSeconds(1)) == 0)
                .findFirst()
                .orElseThrow()
                .plusSeconds(2);
        Instant later = stop.plusSeconds(50);

        assertThat(running.at(later)).isZero();
        assertThat(running.at(later.plusSeconds(30))).isOne();
        assertThat((int) signal(MachineKind.PRESS, "alarms").at(later) & Press.GUARD_OPEN)
                .isNotZero();
        assertThat(signal(MachineKind.PRESS, "strokes").at(later))
                .isEqualTo(signal(MachineKind.PRESS, "strokes").at(stop));
        Signal temperature = signal(MachineKind.PRESS, "temperature");
        assertThat(temperature.at(later)).isLessThan(temperature.at(stop) - 5);
    }

    @Test
    void a_temperature_has_inertia() {
        Signal temperature = signal(MachineKind.PRESS, "temperature");

        DoubleStream steps = IntStream.range(0, DAY)
                .mapToDouble(second -> Math.abs(
                        temperature.at(MONDAY.plusSeconds(second + 1L)) - temperature.at(MONDAY.plusSeconds(second))));

        assertThat(steps.max().orElseThrow()).isBetween(0.05, 2.0);
    }

    @Test
    void cavitation_comes_and_goes_and_costs_flow() {
        Signal cavitation = signal(MachineKind.PUMP, "cavitation");
        Signal running = signal(MachineKind.PUMP, "running");
        Signal flow = signal(MachineKind.PUMP, "flow");
        List<Instant> working = IntStream.range(0, DAY)
                .mapToObj(MONDAY::plusSeconds)
                .filter(time -> running.at(time) == 1 && running.at(time.minusSeconds(60)) == 1)
                .toList();

        List<Instant> cavitating =
                working.stream().filter(time -> cavitation.at(time) == 1).toList();

        assertThat(cavitating.size()).isBetween(working.size() / 100, working.size() / 5);
        assertThat(mean(flow, cavitating)).isLessThan(mean(flow, working) * 0.92);
    }

    @Test
    void the_energy_is_the_integral_of_the_power() {
        Signal power = signal(MachineKind.POWER_METER, "power");
        Signal energy = signal(MachineKind.POWER_METER, "energy");

        double wattHours = IntStream.range(0, DAY)
                .mapToDouble(second -> power.at(MONDAY.plusSeconds(second)) / 3.6)
                .sum();

        assertThat(energy.at(MONDAY.plusSeconds(DAY)) - energy.at(MONDAY)).isCloseTo(wattHours, within(500.0));
    }

    @Test
    void power_is_the_sum_of_the_phases() {
        double sum = IntStream.rangeClosed(1, 3)
                .mapToDouble(phase -> signal(MachineKind.POWER_METER, "voltage-l" + phase)
                                .at(MONDAY)
                        * signal(MachineKind.POWER_METER, "current-l" + phase).at(MONDAY))
                .sum();

        assertThat(sum * signal(MachineKind.POWER_METER, "power-factor").at(MONDAY) / 1_000)
                .isCloseTo(signal(MachineKind.POWER_METER, "power").at(MONDAY), within(0.001));
    }

    private static double mean(Signal signal, List<Instant> times) {
        return times.stream().mapToDouble(signal::at).average().orElseThrow();
    }

    private static Signal signal(MachineKind kind, String name) {
        return kind.machine(1).signals().stream()
                .filter(signal -> signal.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<Double> values(Machine machine) {
        return machine.signals().stream().map(signal -> signal.at(MONDAY)).toList();
    }
}

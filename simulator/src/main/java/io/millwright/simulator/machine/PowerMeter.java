package io.millwright.simulator.machine;

import static io.millwright.simulator.machine.SignalType.REAL;
import static io.millwright.simulator.machine.SignalType.UDINT;

import java.util.ArrayList;
import java.util.List;

/**
 * The meter of a three-phase feeder: a load that follows the day, with a machine on it that works 36 s of every minute.
 * Voltage falls with the load, currents follow from both, and the energy is the integral of the load.
 */
final class PowerMeter {

    private static final double DAY = 86_400;
    private static final double BASE_KW = 38;
    private static final double SWING_KW = 14;
    private static final double MACHINE_KW = 22;
    private static final double MINUTE = 60;
    private static final double WORKING = 36;
    private static final double[] SHARE = {0.345, 0.325, 0.33};

    private final Noise noise;
    /** Where the day of this feeder begins, in seconds. */
    private final double shift;

    private PowerMeter(long seed) {
        noise = new Noise(seed);
        shift = MINUTE * Math.floor(60 * noise.uniform(0, 0));
    }

    static Machine of(long seed) {
        PowerMeter meter = new PowerMeter(seed);
        List<Signal> signals = new ArrayList<>();
        for (int phase = 0; phase < SHARE.length; phase++) {
            int of = phase;
            signals.add(
                    new Signal("voltage-l" + (of + 1), REAL, 100 + 2 * of, "V", seconds -> meter.voltage(of, seconds)));
        }
        for (int phase = 0; phase < SHARE.length; phase++) {
            int of = phase;
            signals.add(
                    new Signal("current-l" + (of + 1), REAL, 106 + 2 * of, "A", seconds -> meter.current(of, seconds)));
        }
        signals.add(new Signal("power", REAL, 112, "kW", meter::power));
        signals.add(new Signal("power-factor", REAL, 114, "", meter::powerFactor));
        signals.add(new Signal("frequency", REAL, 116, "Hz", meter::frequency));
        signals.add(new Signal("energy", UDINT, 118, "W.h", meter::energy));
        return new Machine("power-meter", signals);
    }

    private double load(double seconds) {
        double at = seconds + shift;
        double machine = at % MINUTE < WORKING ? MACHINE_KW : 0;
        return BASE_KW - SWING_KW * Math.cos(2 * Math.PI * at / DAY) + machine;
    }

    /** What the meter shows: the load, with the meter's own unrest. */
    private double power(double seconds) {
        return load(seconds) + 0.12 * noise.sensor(1, seconds);
    }

    /** In Wh, the load's integral in closed form: it never goes back. */
    private double energy(double seconds) {
        return Math.floor((kilojoules(seconds + shift) - kilojoules(shift)) / 3.6);
    }

    private static double kilojoules(double at) {
        double minutes = Math.floor(at / MINUTE);
        double worked = minutes * WORKING + Math.min(at - minutes * MINUTE, WORKING);
        double swing = SWING_KW * DAY / (2 * Math.PI) * Math.sin(2 * Math.PI * at / DAY);
        return BASE_KW * at - swing + MACHINE_KW * worked;
    }

    private double voltage(int phase, double seconds) {
        double grid = 231 + 1.5 * noise.drift(2, seconds, 900);
        return grid - 0.04 * load(seconds) + 0.15 * noise.sensor(3 + phase, seconds);
    }

    private double current(int phase, double seconds) {
        return 1_000 * power(seconds) * SHARE[phase] / (voltage(phase, seconds) * powerFactor(seconds));
    }

    private double powerFactor(double seconds) {
        boolean machine = (seconds + shift) % MINUTE < WORKING;
        return (machine ? 0.88 : 0.95) + 0.004 * noise.drift(6, seconds, 30);
    }

    private double frequency(double seconds) {
        return 50 + 0.015 * noise.drift(7, seconds, 20) + 0.002 * noise.sensor(8, seconds);
    }
}

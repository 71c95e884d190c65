package io.millwright.simulator.machine;

import static io.millwright.simulator.machine.SignalType.BOOL;
import static io.millwright.simulator.machine.SignalType.INT;
import static io.millwright.simulator.machine.SignalType.REAL;
import static io.millwright.simulator.machine.SignalType.UDINT;
import static io.millwright.simulator.machine.SignalType.UINT;

import java.util.List;

/**
 * A hydraulic press: a stroke every 4 s in four phases, a tool that warms with the work, and a change of parts of one
 * minute in every ten with the guard open.
 */
final class Press {

    /** Bits of {@code alarms}. */
    static final int TOOL_TOO_HOT = 1;

    static final int OIL_PRESSURE_LOW = 2;
    static final int GUARD_OPEN = 4;

    private static final double CYCLE = 4;
    private static final double BLOCK = 600;
    private static final double STOP = 60;

    // Seconds of a cycle at which a phase ends.
    private static final double CLOSED = 0.8;
    private static final double PRESSED = 1.6;
    private static final double HELD = 2.6;
    private static final double OPENED = 3.6;

    private static final double RESTING_BAR = 4;
    private static final double CLOSING_BAR = 25;
    private static final double PRESSING_BAR = 180;
    private static final double HOT = 92;
    private static final double LOW_OIL_SHARE = 0.04;

    private final Noise noise;
    private final Schedule schedule;

    private Press(long seed) {
        noise = new Noise(seed);
        schedule = new Schedule(noise, 0, BLOCK, STOP, CYCLE);
    }

    static Machine of(long seed) {
        Press press = new Press(seed);
        return new Machine(
                "press",
                List.of(
                        new Signal("temperature", REAL, 100, "Cel", press::temperature),
                        new Signal("pressure", REAL, 102, "bar", press::pressure),
                        new Signal("strokes", UDINT, 104, "", press::strokes),
                        new Signal("speed", INT, 106, "mm/s", press::speed),
                        new Signal("phase", UINT, 107, "", press::phase),
                        new Signal("alarms", UINT, 108, "", press::alarms),
                        new Signal("oil-temperature", REAL, 109, "Cel", press::oilTemperature),
                        new Signal("running", BOOL, 1, "", press::running),
                        new Signal("alarm", BOOL, 2, "", seconds -> press.alarms(seconds) == 0 ? 0 : 1)));
    }

    private double running(double seconds) {
        return schedule.working(seconds) ? 1 : 0;
    }

    private double strokes(double seconds) {
        return Math.floor(schedule.worked(seconds) / CYCLE);
    }

    /** 0 stands, 1 closes, 2 presses, 3 holds, 4 opens, 5 is unloaded. */
    private double phase(double seconds) {
        if (!schedule.working(seconds)) {
            return 0;
        }
        double within = within(seconds);
        return within < CLOSED ? 1 : within < PRESSED ? 2 : within < HELD ? 3 : within < OPENED ? 4 : 5;
    }

    /** Of the ram, downwards positive. */
    private double speed(double seconds) {
        return switch ((int) phase(seconds)) {
            case 1 -> 250 + 5 * noise.sensor(1, seconds);
            case 2 -> 30 + noise.sensor(1, seconds);
            case 4 -> -200 + 5 * noise.sensor(1, seconds);
            default -> 0;
        };
    }

    private double pressure(double seconds) {
        double within = within(seconds);
        double bar = switch ((int) phase(seconds)) {
            case 1 -> CLOSING_BAR;
            case 2 -> CLOSING_BAR + (peak(seconds) - CLOSING_BAR) * (within - CLOSED) / (PRESSED - CLOSED);
            case 3 -> peak(seconds);
            case 4 -> CLOSING_BAR * (OPENED - within) / (OPENED - HELD) + RESTING_BAR;
            default -> RESTING_BAR;
        };
        return Math.max(0, bar + 0.3 * noise.sensor(2, seconds));
    }

    /** No two parts are alike. */
    private double peak(double seconds) {
        return PRESSING_BAR + 2.5 * noise.normal(3, (long) strokes(seconds)) - (oilLow(seconds) ? 35 : 0);
    }

    private double temperature(double seconds) {
        double wear = 4 * noise.drift(4, seconds, 7_200);
        double tool = schedule.inert(seconds, 180, 78 + wear, hall(seconds));
        double stroke = running(seconds) * 0.5 * Math.sin(2 * Math.PI * within(seconds) / CYCLE);
        return tool + stroke + 0.08 * noise.sensor(5, seconds);
    }

    private double oilTemperature(double seconds) {
        return schedule.inert(seconds, 900, 52, hall(seconds)) + 0.05 * noise.sensor(6, seconds);
    }

    /** The air of the hall, warmest in the afternoon. */
    private double hall(double seconds) {
        return 21 + 3 * Math.sin(2 * Math.PI * (seconds / 86_400 - 0.375)) + noise.drift(7, seconds, 3_600);
    }

    private double alarms(double seconds) {
        return (temperature(seconds) > HOT ? TOOL_TOO_HOT : 0)
                + (oilLow(seconds) ? OIL_PRESSURE_LOW : 0)
                + (schedule.working(seconds) ? 0 : GUARD_OPEN);
    }

    /** Now and then for one minute. */
    private boolean oilLow(double seconds) {
        return noise.uniform(8, (long) Math.floor(seconds / 60)) < LOW_OIL_SHARE;
    }

    private double within(double seconds) {
        return schedule.worked(seconds) % CYCLE;
    }
}

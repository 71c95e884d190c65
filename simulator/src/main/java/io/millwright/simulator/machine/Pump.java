package io.millwright.simulator.machine;

import static io.millwright.simulator.machine.SignalType.BOOL;
import static io.millwright.simulator.machine.SignalType.INT;
import static io.millwright.simulator.machine.SignalType.REAL;
import static io.millwright.simulator.machine.SignalType.UDINT;
import static io.millwright.simulator.machine.SignalType.UINT;

import java.util.List;

/**
 * A centrifugal pump on a frequency converter: the flow follows the speed and the pressure its square; it stands for 90
 * s in every half hour, and cavitates now and then, which costs flow and shakes the bearings.
 */
final class Pump {

    /** Bits of {@code alarms}. */
    static final int CAVITATES = 1;

    static final int BEARING_TOO_HOT = 2;

    private static final double BLOCK = 1_800;
    private static final double STOP = 90;
    private static final double RATED_RPM = 1_450;
    private static final double RATED_FLOW = 86;
    private static final double RATED_BAR = 4.2;
    private static final double HOT = 75;

    /** Seconds of the span in which there is one episode of cavitation or none. */
    private static final double SPAN = 420;

    private static final double SPANS_WITH_EPISODE = 0.35;

    private final Noise noise;
    private final Schedule schedule;

    private Pump(long seed) {
        noise = new Noise(seed);
        schedule = new Schedule(noise, 0, BLOCK, STOP, 1);
    }

    static Machine of(long seed) {
        Pump pump = new Pump(seed);
        return new Machine(
                "pump",
                List.of(
                        new Signal("flow", REAL, 100, "m3/h", pump::flow),
                        new Signal("pressure", REAL, 102, "bar", pump::pressure),
                        new Signal("vibration", REAL, 104, "mm/s", pump::vibration),
                        new Signal("bearing-temperature", REAL, 106, "Cel", pump::bearingTemperature),
                        new Signal("speed", INT, 108, "{rpm}", pump::speed),
                        new Signal("alarms", UINT, 109, "", pump::alarms),
                        new Signal("running-seconds", UDINT, 110, "s", pump::runningSeconds),
                        new Signal("running", BOOL, 1, "", pump::running),
                        new Signal("cavitation", BOOL, 2, "", seconds -> pump.cavitation(seconds) > 0.3 ? 1 : 0)));
    }

    private double runningSeconds(double seconds) {
        return Math.floor(schedule.worked(seconds));
    }

    private double running(double seconds) {
        return schedule.working(seconds) ? 1 : 0;
    }

    /** From 0 to 1: the part of the rated speed, which the process asks for and the rotor's inertia follows. */
    private double turning(double seconds) {
        double asked = 0.9 + 0.05 * noise.drift(1, seconds, 240);
        return Math.max(0, schedule.inert(seconds, 4, asked, 0));
    }

    private double speed(double seconds) {
        double rpm = RATED_RPM * turning(seconds);
        return rpm < 1 ? 0 : Math.round(rpm + 2 * noise.sensor(2, seconds));
    }

    private double flow(double seconds) {
        double lost = 0.25 * cavitation(seconds) * (1 + 0.4 * noise.sensor(3, seconds));
        double flow = RATED_FLOW * turning(seconds) * (1 - lost);
        return flow < 0.1 ? 0 : Math.max(0, flow + 0.15 * noise.sensor(4, seconds));
    }

    private double pressure(double seconds) {
        double turning = turning(seconds);
        double shaken = 0.5 * cavitation(seconds) * noise.sensor(5, seconds);
        return Math.max(0, RATED_BAR * turning * turning + 0.8 + shaken + 0.01 * noise.sensor(6, seconds));
    }

    private double vibration(double seconds) {
        double turning = turning(seconds);
        double smooth = 1.8 * turning * turning + 0.1;
        return Math.max(0, smooth + 4.5 * cavitation(seconds) + 0.06 * noise.sensor(7, seconds));
    }

    private double bearingTemperature(double seconds) {
        double heated = 52 + 3 * noise.drift(8, seconds, 5_400);
        return schedule.inert(seconds, 420, heated, 22) + 0.05 * noise.sensor(9, seconds);
    }

    private double alarms(double seconds) {
        return (cavitation(seconds) > 0.3 ? CAVITATES : 0) + (bearingTemperature(seconds) > HOT ? BEARING_TOO_HOT : 0);
    }

    /** From 0 to 1: swells and dies away within an episode of 40 to 100 s. */
    private double cavitation(double seconds) {
        long span = (long) Math.floor(seconds / SPAN);
        if (noise.uniform(10, span) >= SPANS_WITH_EPISODE || !schedule.working(seconds)) {
            return 0;
        }
        double length = 40 + 60 * noise.uniform(11, span);
        double begin = (SPAN - length) * noise.uniform(12, span);
        double within = (seconds - span * SPAN - begin) / length;
        return within <= 0 || within >= 1 ? 0 : Math.sin(Math.PI * within);
    }
}

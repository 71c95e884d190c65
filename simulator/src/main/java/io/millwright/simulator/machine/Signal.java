package io.millwright.simulator.machine;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * One value of a machine.
 *
 * @param name lower case with hyphens, as a tag would be called
 * @param address counted from 1: of the first holding register, or of the coil for a BOOL
 * @param unit UCUM, empty for counts, states and booleans
 */
public record Signal(String name, SignalType type, int address, String unit, Reading reading) {

    /** Counters stand at zero here; early enough for all of them and late enough for 32 bits. */
    static final Instant EPOCH = Instant.parse("2025-01-01T00:00:00Z");

    /** The value at a time in seconds since {@link #EPOCH}; booleans are 0 and 1. */
    @FunctionalInterface
    public interface Reading {
        double at(double seconds);
    }

    /** The value then. */
    public double at(Instant time) {
        Duration since = Duration.between(EPOCH, time);
        return reading.at(Math.max(0, since.getSeconds() + since.getNano() / 1e9));
    }

    /** The name as OPC UA people write it: {@code bearing-temperature} is {@code BearingTemperature}. */
    public String camelName() {
        return camel(name);
    }

    static String camel(String name) {
        return Arrays.stream(name.split("-", -1))
                .map(word -> word.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }
}

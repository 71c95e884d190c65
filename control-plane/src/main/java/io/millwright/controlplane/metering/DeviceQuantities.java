package io.millwright.controlplane.metering;

import io.millwright.wire.usage.MeterKey;

/** What was counted of one device, of the meters that have a device. */
public record DeviceQuantities(long messages, long points, long bytesIn, long deviceHours) {

    static final DeviceQuantities NONE = new DeviceQuantities(0, 0, 0, 0);

    /** Whether a meter is counted by device; space, sites and calls are the tenant's alone. */
    public static boolean include(MeterKey meter) {
        return switch (meter) {
            case MESSAGES, POINTS, BYTES_IN, DEVICE_HOURS -> true;
            case STORAGE_GB_HOURS, ACTIVE_SITES, API_CALLS -> false;
        };
    }

    /** Of a meter that is counted by device. */
    public long of(MeterKey meter) {
        return switch (meter) {
            case MESSAGES -> messages;
            case POINTS -> points;
            case BYTES_IN -> bytesIn;
            case DEVICE_HOURS -> deviceHours;
            case STORAGE_GB_HOURS, ACTIVE_SITES, API_CALLS ->
                throw new IllegalArgumentException(meter.key() + " has no device");
        };
    }

    DeviceQuantities plus(DeviceQuantities other) {
        return new DeviceQuantities(
                messages + other.messages,
                points + other.points,
                bytesIn + other.bytesIn,
                deviceHours + other.deviceHours);
    }
}

package io.millwright.controlplane.device;

import java.util.Locale;

/** Where a device is in its life. */
public enum DeviceState {
    /** Waits for a person. */
    PENDING,
    /** A person let it in; it has not come for its certificate yet. */
    APPROVED,
    /** Has had a certificate. */
    ACTIVE,
    /** Never again: another device may take its place, under another id. */
    REVOKED;

    /** As in the database and on the wire. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static DeviceState of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}

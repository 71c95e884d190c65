package io.millwright.controlplane.enrollment;

import java.util.Locale;

/** What became of a claim code. */
public enum CodeState {
    UNUSED,
    USED,
    EXPIRED,
    REVOKED;

    /** As on the wire. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}

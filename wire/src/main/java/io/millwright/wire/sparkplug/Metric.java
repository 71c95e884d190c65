package io.millwright.wire.sparkplug;

import org.jspecify.annotations.Nullable;

/** A metric as it was born: what later messages of it need not say again. */
final class Metric {

    final String tag;
    final int datatype;

    @Nullable
    final String unit;

    /** Its sub-device has died or was born anew: whoever still finds it by its alias finds nothing. */
    boolean gone;

    Metric(String tag, int datatype, @Nullable String unit) {
        this.tag = tag;
        this.datatype = datatype;
        this.unit = unit;
    }
}

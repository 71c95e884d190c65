package io.millwright.wire.sparkplug;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Metrics by their aliases: finding one allocates nothing. Those that are gone make room when it grows. */
final class AliasTable {

    /** Nobody outside can know which aliases share a slot. */
    private static final long MULTIPLIER = new SplittableRandom().nextLong() | 1;

    private long[] keys = new long[16];
    private @Nullable Metric[] metrics = new @Nullable Metric[16];
    private int used;

    @Nullable
    Metric get(long alias) {
        Metric found = metrics[slot(alias)];
        return found == null || found.gone ? null : found;
    }

    /** The alias must not be that of a metric that lives. */
    void put(long alias, Metric metric) {
        if (used * 2 >= keys.length) {
            rebuild();
        }
        int slot = slot(alias);
        if (metrics[slot] == null) {
            used++;
        }
        keys[slot] = alias;
        metrics[slot] = metric;
    }

    private void rebuild() {
        long[] aliases = keys;
        @Nullable Metric[] old = metrics;
        int living = 0;
        for (Metric metric : old) {
            living += metric == null || metric.gone ? 0 : 1;
        }
        int slots = Math.max(16, Integer.highestOneBit(living + 1) * 4);
        keys = new long[slots];
        metrics = new @Nullable Metric[slots];
        used = 0;
        for (int i = 0; i < aliases.length; i++) {
            Metric metric = old[i];
            if (metric != null && !metric.gone) {
                int slot = slot(aliases[i]);
                keys[slot] = aliases[i];
                metrics[slot] = metric;
                used++;
            }
        }
    }

    private int slot(long alias) {
        int mask = keys.length - 1;
        int slot = (int) ((alias * MULTIPLIER) >>> 40) & mask;
        while (metrics[slot] != null && keys[slot] != alias) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}

package io.millwright.wire.sparkplug;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Metrics by the bytes of their names: finding one allocates nothing. Open addressing, never more than half full. */
final class NameTable {

    /** Nobody outside can know which names share a slot. */
    private static final int MULTIPLIER = new SplittableRandom().nextInt() | 1;

    private byte[] @Nullable [] keys = new byte[16][];
    private @Nullable Metric[] metrics = new @Nullable Metric[16];
    private int size;

    @Nullable
    Metric get(byte[] in, int from, int to) {
        return metrics[slot(in, from, to)];
    }

    /** The name must not be in it yet. */
    void put(byte[] in, int from, int to, Metric metric) {
        if (size * 2 >= keys.length) {
            grow();
        }
        int slot = slot(in, from, to);
        keys[slot] = Arrays.copyOfRange(in, from, to);
        metrics[slot] = metric;
        size++;
    }

    int size() {
        return size;
    }

    void forEach(Consumer<Metric> each) {
        for (Metric metric : metrics) {
            if (metric != null) {
                each.accept(metric);
            }
        }
    }

    private void grow() {
        byte[] @Nullable [] names = keys;
        @Nullable Metric[] old = metrics;
        keys = new byte[names.length * 2][];
        metrics = new @Nullable Metric[names.length * 2];
        for (int i = 0; i < names.length; i++) {
            byte[] name = names[i];
            if (name != null) {
                int slot = slot(name, 0, name.length);
                keys[slot] = name;
                metrics[slot] = old[i];
            }
        }
    }

    private int slot(byte[] in, int from, int to) {
        int slot = hash(in, from, to) & (keys.length - 1);
        for (byte[] key = keys[slot]; key != null; key = keys[slot]) {
            if (Arrays.equals(key, 0, key.length, in, from, to)) {
                break;
            }
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }

    private static int hash(byte[] in, int from, int to) {
        int h = MULTIPLIER;
        for (int i = from; i < to; i++) {
            h = (h ^ in[i]) * MULTIPLIER;
            h ^= h >>> 15;
        }
        return h;
    }
}

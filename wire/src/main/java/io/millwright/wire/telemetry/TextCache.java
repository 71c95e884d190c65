package io.millwright.wire.telemetry;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Gives the same String for the same bytes without allocating, for names that come again and again. Direct-mapped: a
 * newcomer takes the place of whoever is there, so memory is bounded and strangers' names do no lasting harm.
 */
final class TextCache {

    private final byte[][] keys;
    private final @Nullable String[] texts;
    private final Predicate<String> admitted;
    private final int multiplier;
    private int hash;

    /**
     * @param slots a power of two
     * @param admitted what a text must be; asked once per text as long as it is kept
     */
    TextCache(int slots, Predicate<String> admitted) {
        this.admitted = admitted;
        keys = new byte[slots][];
        Arrays.fill(keys, new byte[0]);
        texts = new String[slots];
        // Nobody outside can know which names share a slot.
        multiplier = new SplittableRandom().nextInt() | 1;
    }

    /** Null as {@link TextScan#text}, or if the text is not admitted. */
    @Nullable
    String get(TextScan scan) {
        if (scan.escaped()) {
            String text = scan.text();
            if (text == null) {
                return null;
            }
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            hash = hash(bytes, 0, bytes.length);
            return admitted.test(text) ? text : null;
        }
        byte[] in = scan.bytes();
        int from = scan.from();
        int to = from + scan.length();
        hash = hash(in, from, to);
        int slot = hash & (keys.length - 1);
        String known = texts[slot];
        if (known != null && Arrays.equals(keys[slot], 0, keys[slot].length, in, from, to)) {
            return known;
        }
        String text = scan.text();
        if (text == null || !admitted.test(text)) {
            return null;
        }
        keys[slot] = Arrays.copyOfRange(in, from, to);
        texts[slot] = text;
        return text;
    }

    /** Of what was got last. */
    int hash() {
        return hash;
    }

    private int hash(byte[] in, int from, int to) {
        int h = multiplier;
        for (int i = from; i < to; i++) {
            h = (h ^ in[i]) * multiplier;
            h ^= h >>> 15;
        }
        return h;
    }
}

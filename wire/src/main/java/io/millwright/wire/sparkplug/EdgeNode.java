package io.millwright.wire.sparkplug;

import io.millwright.wire.telemetry.PointFault;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one edge node between its messages: which metrics it and its sub-devices were born with, under which
 * aliases, and where its sequence stands. Bounded; lost, it is made anew by a birth. For one thread at a time.
 */
public final class EdgeNode {

    static final int MOST_METRICS = 20_000;
    static final int MOST_SUB_DEVICES = 1_000;
    private static final int LAST_SEQ = 255;

    /** In the place of a sub-device's name, which is never empty: the edge node itself. */
    static final String ITSELF = "";

    private final Map<String, NameTable> owners = new HashMap<>();
    private AliasTable aliases = new AliasTable();
    private int metrics;
    private boolean born;
    private @Nullable Long bdSeq;
    private int expected;
    private boolean wantsRebirth;
    private long births;
    private long gaps;
    private long lost;

    /** Whether it was born and has not died, as far as was heard. */
    public boolean online() {
        return born;
    }

    /** Whether something came that cannot be read, or did not come, since its last birth: it is to be asked for another. */
    public boolean wantsRebirth() {
        return wantsRebirth;
    }

    /** How often it was born since this was made. */
    public long births() {
        return births;
    }

    /** How often its sequence jumped since this was made. */
    public long gaps() {
        return gaps;
    }

    /** How many messages are missing in those gaps, at least: 256 more of each are not seen. */
    public long lost() {
        return lost;
    }

    /** For those who bound what is kept: about 200 bytes each. */
    public int weight() {
        return 1 + owners.size() + metrics;
    }

    /** Everything it was born with before is void: its sub-devices must be born again too. */
    void bear(int seq, @Nullable Long number) {
        forget();
        owners.put(ITSELF, new NameTable());
        born = true;
        bdSeq = number;
        expected = next(seq);
        wantsRebirth = false;
        births++;
    }

    /** What was said of the sub-device before is void. */
    void bear(String subDevice) {
        drop(subDevice);
        owners.put(subDevice, new NameTable());
    }

    boolean roomFor(String subDevice) {
        return owners.containsKey(subDevice) || owners.size() <= MOST_SUB_DEVICES;
    }

    /** Its last message again is none that is missing. */
    void sequence(int seq) {
        if (!born) {
            wantsRebirth = true;
        } else if (next(seq) != expected) {
            if (seq != expected) {
                gaps++;
                lost += (seq - expected) & LAST_SEQ;
                wantsRebirth = true;
            }
            expected = next(seq);
        }
    }

    private static int next(int seq) {
        return (seq + 1) & LAST_SEQ;
    }

    /** Whether this is the death that belongs to the last birth, as far as can be told. */
    boolean diesBy(long number) {
        return !born || bdSeq == null || bdSeq == number;
    }

    void die() {
        forget();
        born = false;
        bdSeq = null;
    }

    void drop(String subDevice) {
        NameTable names = owners.remove(subDevice);
        if (names != null) {
            metrics -= names.size();
            names.forEach(metric -> metric.gone = true);
        }
    }

    private void forget() {
        owners.clear();
        aliases = new AliasTable();
        metrics = 0;
    }

    @Nullable
    Metric named(String owner, byte[] in, int from, int to) {
        NameTable names = owners.get(owner);
        return names == null ? null : names.get(in, from, to);
    }

    @Nullable
    Metric aliased(long alias) {
        return aliases.get(alias);
    }

    void missed() {
        wantsRebirth = true;
    }

    /** Remembers a metric of the birth that is being read, unless there is a reason not to. */
    @Nullable
    PointFault add(String owner, MetricFields fields, Metric metric) {
        NameTable names = owners.get(owner);
        if (names == null || metrics >= MOST_METRICS) {
            return PointFault.TOO_MANY_METRICS;
        }
        if (names.get(fields.in, fields.nameFrom, fields.nameTo) != null || taken(owner, metric.tag)) {
            return PointFault.DUPLICATE_TAG;
        }
        if (fields.aliased && aliases.get(fields.alias) != null) {
            return PointFault.DUPLICATE_ALIAS;
        }
        names.put(fields.in, fields.nameFrom, fields.nameTo, metric);
        metrics++;
        if (fields.aliased) {
            aliases.put(fields.alias, metric);
        }
        return null;
    }

    /** A metric {@code a/b} of the edge node and a metric {@code b} of its sub-device {@code a} would be one tag. */
    private boolean taken(String owner, String tag) {
        int slash = tag.indexOf('/');
        if (slash < 0) {
            return false;
        }
        boolean node = owner.equals(ITSELF);
        byte[] name = (node ? tag.substring(slash + 1) : tag).getBytes(StandardCharsets.UTF_8);
        return named(node ? tag.substring(0, slash) : ITSELF, name, 0, name.length) != null;
    }
}

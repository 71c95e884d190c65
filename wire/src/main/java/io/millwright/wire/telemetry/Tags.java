package io.millwright.wire.telemetry;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The tags of one message as the first pass finds them; scratch space that is kept and reused. */
final class Tags {

    private static final int CACHED_NAMES = 4_096;

    private final TelemetryLimits limits;
    private final TextCache names;
    private final List<TagSlice> slices = new ArrayList<>();
    /** Open addressing, index of a slice + 1. */
    private int[] table = new int[64];

    private int size;
    private int points;

    Tags(TelemetryLimits limits) {
        this.limits = limits;
        this.names = new TextCache(CACHED_NAMES, TagName::is);
    }

    void clear() {
        size = 0;
        points = 0;
    }

    int size() {
        return size;
    }

    TagSlice get(int index) {
        return slices.get(index);
    }

    /** Finds the members of the object that comes next; false if they are more points than are accepted, or broken. */
    boolean find(JsonScanner json, boolean columnar) {
        for (boolean more = json.firstMember(); more; more = json.nextMember()) {
            TagSlice slice = next();
            TextScan name = json.name();
            slice.from = name.from() - 1;
            slice.name = name(name);
            slice.nameHash = names.hash();
            json.peek();
            slice.value = json.position();
            if (columnar) {
                slice.columns(json);
            } else {
                json.take();
            }
            slice.to = json.position();
            points += slice.points();
            if (points > limits.points()) {
                return false;
            }
        }
        if (json.fault() != null) {
            return false;
        }
        faultNames();
        return true;
    }

    private TagSlice next() {
        if (size == slices.size()) {
            slices.add(new TagSlice());
        }
        TagSlice slice = slices.get(size++);
        slice.clear();
        return slice;
    }

    private @Nullable String name(TextScan scan) {
        if (scan.length() > limits.tagBytes() && !scan.escaped()) {
            return null;
        }
        String name = names.get(scan);
        return name != null && scan.escaped() && encodedLength(name) > limits.tagBytes() ? null : name;
    }

    private static int encodedLength(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** A name that is none, or that came before, makes a fault of its tag alone: which of two was meant, nobody knows. */
    private void faultNames() {
        int slots = Integer.highestOneBit(Math.max(8, size) * 2 - 1) * 2;
        if (table.length < slots) {
            table = new int[slots];
        } else {
            Arrays.fill(table, 0, slots, 0);
        }
        for (int i = 0; i < size; i++) {
            TagSlice slice = slices.get(i);
            if (slice.name == null) {
                slice.fault = PointFault.BAD_TAG;
            } else if (!enter(slice, i, slots - 1)) {
                slice.fault = PointFault.DUPLICATE_TAG;
            }
        }
    }

    private boolean enter(TagSlice slice, int index, int mask) {
        int slot = slice.nameHash & mask;
        while (table[slot] != 0) {
            TagSlice other = slices.get(table[slot] - 1);
            if (other.nameHash == slice.nameHash && Objects.equals(other.name, slice.name)) {
                return false;
            }
            slot = (slot + 1) & mask;
        }
        table[slot] = index + 1;
        return true;
    }
}

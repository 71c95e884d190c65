package io.millwright.wire.telemetry;

import org.jspecify.annotations.Nullable;

/** Where one tag's parts lie in a message, found on the first pass so that the second only reads values. */
final class TagSlice {

    private static final int ABSENT = -1;

    @Nullable
    String name;

    int nameHash;
    /** From the quote of the name to the end of the value. */
    int from;

    int to;
    int value;
    /** Of version 2: the first byte of each array and its number of elements, or {@link #ABSENT}. */
    int times;

    int timeCount;
    int values;
    int valueCount;
    int qualities;
    int qualityCount;
    int unit;

    @Nullable
    PointFault fault;

    void clear() {
        name = null;
        nameHash = 0;
        times = ABSENT;
        timeCount = 0;
        values = ABSENT;
        valueCount = 0;
        qualities = ABSENT;
        qualityCount = 0;
        unit = ABSENT;
        fault = null;
    }

    boolean has(int part) {
        return part != ABSENT;
    }

    /** What the tag counts for against the limit: a broken column still costs its longest part, and at least one. */
    int points() {
        return Math.max(1, Math.max(timeCount, valueCount));
    }

    /** Finds the columns of the object that comes next; white space before it is passed. */
    void columns(JsonScanner json) {
        if (json.peek() != JsonScanner.Kind.OBJECT) {
            json.take();
            fault = PointFault.BAD_SHAPE;
            return;
        }
        for (boolean more = json.firstMember(); more; more = json.nextMember()) {
            if (json.named("dt")) {
                unique(times);
                times = array(json);
                timeCount = count(json);
            } else if (json.named("x")) {
                unique(values);
                values = array(json);
                valueCount = count(json);
            } else if (json.named("q")) {
                unique(qualities);
                if (json.peek() == JsonScanner.Kind.NULL) {
                    json.take();
                } else {
                    qualities = array(json);
                    qualityCount = count(json);
                }
            } else if (json.named("u")) {
                unique(unit);
                json.peek();
                unit = json.position();
                json.take();
            } else {
                json.take();
            }
        }
        if (fault == null) {
            judge();
        }
    }

    private void judge() {
        if (!has(times) || !has(values)) {
            fault = PointFault.BAD_SHAPE;
        } else if (timeCount != valueCount || (has(qualities) && qualityCount != valueCount)) {
            fault = PointFault.COLUMNS_DIFFER;
        }
    }

    private void unique(int part) {
        if (has(part)) {
            fault = PointFault.DUPLICATE_KEY;
        }
    }

    private int array(JsonScanner json) {
        if (json.peek() != JsonScanner.Kind.ARRAY) {
            fault = PointFault.BAD_SHAPE;
        }
        return json.position();
    }

    private static int count(JsonScanner json) {
        if (json.peek() != JsonScanner.Kind.ARRAY) {
            json.take();
            return 0;
        }
        int count = 0;
        for (boolean more = json.firstElement(); more; more = json.nextElement()) {
            json.take();
            count++;
        }
        return count;
    }
}

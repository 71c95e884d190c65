package io.millwright.quickstart.rig.load;

import io.millwright.wire.telemetry.SeqRange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** What one device appended to its one stream, summed up as it goes. Thread-safe. */
public final class Journal {

    /** Data of generated devices begins so long ago: within every retention, and far from the end of the window. */
    private static final Duration PAST = Duration.ofHours(3);

    private final String device;
    private final String stream;
    private final Shape shape;
    private final long base;
    /** By tag. Plain numbers, because every point sent passes here. */
    private final long[] points;

    private final long[] checks;
    private final long[] firsts;
    private final long[] lasts;
    private final List<SeqRange> lost = new ArrayList<>();
    private final List<SeqRange> missing = new ArrayList<>();
    private long highest;
    private long messages;

    /** @param base the time of the first point */
    public Journal(String device, String stream, Shape shape, long base) {
        this.device = device;
        this.stream = stream;
        this.shape = shape;
        this.base = base;
        this.points = new long[shape.tags()];
        this.checks = new long[shape.tags()];
        this.firsts = new long[shape.tags()];
        this.lasts = new long[shape.tags()];
        Arrays.fill(firsts, Long.MAX_VALUE);
        Arrays.fill(lasts, Long.MIN_VALUE);
    }

    /** What a device of this name would append to a new stream. */
    public static Journal fresh(String device, Shape shape) {
        return new Journal(
                device, Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), 36), shape, beginning());
    }

    /** When the data of a device begins that starts to send now. */
    public static long beginning() {
        return System.currentTimeMillis() - PAST.toMillis();
    }

    public String device() {
        return device;
    }

    public String stream() {
        return stream;
    }

    public Shape shape() {
        return shape;
    }

    /** The payload of a message, whether it was appended or not. */
    public byte[] payload(long seq) {
        return shape.encode(stream, base, seq);
    }

    /** Which message a point of that time is in; 0 if it is not the first of its tag there. */
    public long seqOf(long time) {
        long position = time - base;
        return position % shape.pointsPerTag() == 0 ? position / shape.pointsPerTag() + 1 : 0;
    }

    /** From now on the message must be stored. */
    public synchronized void append(long seq) {
        for (int tag = 0; tag < points.length; tag++) {
            for (int k = 0; k < shape.pointsPerTag(); k++) {
                long time = shape.time(base, seq, k);
                points[tag]++;
                checks[tag] += Shape.check(time, Shape.quarters(seq, tag, k));
                firsts[tag] = Math.min(firsts[tag], time);
                lasts[tag] = Math.max(lasts[tag], time);
            }
        }
        highest = Math.max(highest, seq);
        messages++;
    }

    /** These were never sent and are declared lost. */
    public synchronized void lose(SeqRange range) {
        lost.add(range);
    }

    /** These were never sent, and nobody says so. */
    public synchronized void leaveOut(SeqRange range) {
        missing.add(range);
    }

    public synchronized long messages() {
        return messages;
    }

    synchronized void into(Map<Truth.Series, Truth.Sum> series, Map<Truth.Stream, Truth.Position> streams) {
        if (messages == 0) {
            return;
        }
        for (int tag = 0; tag < points.length; tag++) {
            series.put(
                    new Truth.Series(device, Shape.tag(tag)),
                    new Truth.Sum(points[tag], checks[tag], firsts[tag], lasts[tag]));
        }
        streams.put(new Truth.Stream(device, stream), new Truth.Position(highest, missing, lost));
    }
}

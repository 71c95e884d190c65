package io.millwright.wire.receipt;

import io.millwright.wire.telemetry.MessagePosition;
import io.millwright.wire.telemetry.SeqRange;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which messages of one device's stream are settled. Pure: the caller holds the row's lock, loads a {@link State}, puts
 * to it what it stores or quarantines in the same transaction, and saves the state with it. For one thread.
 *
 * <p>Messages may come in any order and any number of times. A gap that the edge declares closes holes, also ones that
 * open later; a message that was still under way and comes after its gap is stored like any other.
 */
public final class StreamPositions {

    /** How scattered a stream may become before further holes are refused; bounds the row and the work per message. */
    public static final int MOST_HOLES = 1_024;

    /** Of a message whose points are not stored: when they were measured is not known, or not to be believed. */
    public static final long UNTIMED = Long.MIN_VALUE;

    /** When a message that is stored was measured. @param time milliseconds since the epoch */
    public record Moment(long seq, long time) {}

    /**
     * What is saved.
     *
     * @param highest the highest seq stored or quarantined, 0 before the first
     * @param missing absent ranges below it
     * @param lost ranges declared as gaps and not come since, wherever they lie
     * @param times of the stored messages next to these ranges, below and above each, and of the newest; ascending
     */
    public record State(String stream, long highest, List<SeqRange> missing, List<SeqRange> lost, List<Moment> times) {

        public State {
            missing = List.copyOf(missing);
            lost = List.copyOf(lost);
            times = List.copyOf(times);
            if (!MessagePosition.isStream(stream) || highest < 0 || highest > SeqRange.MAX_SEQ) {
                throw new IllegalArgumentException("not a stream's state: " + stream + ", " + highest);
            }
        }

        /** Without times. */
        public State(String stream, long highest, List<SeqRange> missing, List<SeqRange> lost) {
            this(stream, highest, missing, lost, List.of());
        }

        /** Of a stream that nothing came from yet. */
        public static State empty(String stream) {
            return new State(stream, 0, List.of(), List.of());
        }
    }

    /** What is to be done with a message. */
    public enum Answer {
        /** Store it, or quarantine it, and count it. */
        NEW,
        /** It is settled already: only send a receipt. */
        DUPLICATE,
        /** The stream has {@link #MOST_HOLES} holes and this would be one more: drop it, the edge sends it again. */
        TOO_SCATTERED
    }

    private final String stream;
    private long highest;
    private final RangeSet missing;
    private final RangeSet lost;
    private final StreamTimes times;

    public StreamPositions(State state) {
        stream = state.stream();
        highest = state.highest();
        missing = new RangeSet(state.missing());
        lost = new RangeSet(state.lost());
        times = new StreamTimes(state.times());
    }

    /**
     * Settles a message as {@link #settle(long)}, and remembers when it was measured for as long as that tells where something
     * that is missing belongs.
     *
     * @param time milliseconds since the epoch, or {@link #UNTIMED}
     */
    public Answer settle(long seq, long time) {
        boolean follows = seq == highest + 1 && missing.isEmpty() && lost.isEmpty();
        Answer answer = settle(seq);
        if (answer == Answer.NEW && time != UNTIMED) {
            if (follows) {
                times.follows(seq, time);
            } else {
                times.nearby(seq, time);
            }
        }
        return answer;
    }

    /**
     * Settles a message, unless the answer is not {@link Answer#NEW}.
     *
     * @throws IllegalArgumentException if it is no seq
     */
    public Answer settle(long seq) {
        if (!MessagePosition.isSeq(seq)) {
            throw new IllegalArgumentException("not a seq: " + seq);
        }
        if (seq > highest) {
            return advance(seq);
        }
        if (missing.contains(seq)) {
            return missing.size() >= MOST_HOLES && splits(missing, seq) ? Answer.TOO_SCATTERED : settled(missing, seq);
        }
        return lost.contains(seq) ? settled(lost, seq) : Answer.DUPLICATE;
    }

    private Answer advance(long seq) {
        List<SeqRange> excused = lost.within(highest + 1, seq - 1);
        long hole =
                seq - 1 - highest - excused.stream().mapToLong(SeqRange::size).sum();
        if (hole > 0 && missing.size() + excused.size() + 1 > MOST_HOLES) {
            return Answer.TOO_SCATTERED;
        }
        if (hole > 0) {
            missing.add(highest + 1, seq - 1);
            excused.forEach(range -> missing.remove(range.first(), range.last()));
        }
        highest = seq;
        return settled(lost, seq);
    }

    private Answer settled(RangeSet open, long seq) {
        open.remove(seq, seq);
        boundLost();
        return Answer.NEW;
    }

    private static boolean splits(RangeSet set, long seq) {
        return set.contains(seq - 1) && set.contains(seq + 1);
    }

    /** The edge says that these will not come: none of them is asked for any more. */
    public void declareLost(SeqRange gap) {
        for (SeqRange hole : missing.within(gap.first(), gap.last())) {
            lost.add(hole.first(), hole.last());
        }
        lost.add(Math.max(gap.first(), highest + 1), gap.last());
        missing.remove(gap.first(), gap.last());
        boundLost();
    }

    /** Forgets the oldest losses: should one of those come after all, it is taken for a duplicate, as declared. */
    private void boundLost() {
        while (lost.size() > MOST_HOLES) {
            lost.removeLowest();
        }
    }

    /** What the edge may delete now, and what it must send again. */
    public Receipt receipt(@Nullable Hold hold) {
        List<SeqRange> named = missing.lowest(Receipt.MOST_RANGES + 1);
        if (named.size() <= Receipt.MOST_RANGES) {
            return new Receipt(stream, highest, named, hold);
        }
        long below = named.getLast().first() - 1;
        return new Receipt(stream, below, named.subList(0, Receipt.MOST_RANGES), hold);
    }

    /** To be saved. */
    public State state() {
        List<SeqRange> absent = missing.lowest(Integer.MAX_VALUE);
        List<SeqRange> declared = lost.lowest(Integer.MAX_VALUE);
        return new State(stream, highest, absent, declared, times.beside(absent, declared));
    }
}

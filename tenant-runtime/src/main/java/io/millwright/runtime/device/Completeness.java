package io.millwright.runtime.device;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * In which minutes something of a device is missing, and why: a page of its streams. Times are milliseconds since the epoch.
 *
 * @param missing the earliest first
 * @param unplaced what is missing and cannot be set between two times
 * @param streams of this page, by name
 * @param quarantineSince what came before is not in quarantine any more
 * @param notTaken hours in which the tenant's devices were asked to wait or to send again
 * @param next the last stream of the page, if there may be more
 */
public record Completeness(
        List<Interval> missing,
        List<Unplaced> unplaced,
        List<Reach> streams,
        OptionalLong quarantineSince,
        List<NotTaken> notTaken,
        Optional<String> next) {

    /** Why something is missing. */
    public enum Reason {
        /** Messages that have not come; the device has them or has yet to say that it lost them. */
        HOLE,
        /** Messages that the device declared lost. */
        GAP,
        /** Messages and points that are in quarantine. */
        QUARANTINED,
        /** Messages and points that somebody threw away out of the quarantine. */
        DISCARDED,
        /** The device is not connected: what it measures now is not known yet. */
        OFFLINE;

        /** Whether minutes are those of the data; otherwise they are those of the arrival here. */
        public boolean ofData() {
            return this == HOLE || this == GAP;
        }
    }

    /**
     * Whole minutes, up to but without the end, within which so much is missing.
     *
     * @param stream null of what has no position in one
     * @param declared the reason that the device gave for a gap
     * @param count messages of a hole or a gap, items of the quarantine; 0 while offline
     */
    public record Interval(
            long from,
            long to,
            Reason reason,
            @Nullable String stream,
            @Nullable String declared,
            long count) {}

    /**
     * Messages of which at most one side is known in time.
     *
     * @param after when the message before them was measured, if that is known
     * @param before when the message after them was measured, if that is known
     */
    public record Unplaced(
            Reason reason,
            String stream,
            @Nullable String declared,
            @Nullable Long after,
            @Nullable Long before,
            long count) {

        Unplaced counted(long number) {
            return new Unplaced(reason, stream, declared, after, before, number);
        }
    }

    /**
     * How far a stream is known.
     *
     * @param highest seq that came
     * @param through when its newest stored message was measured; of what is later nothing is known
     */
    public record Reach(
            String stream, long highest, @Nullable Long through) {}

    /** Of all devices together, in one hour of arrival. */
    public record NotTaken(long hour, long held, long dropped) {}
}

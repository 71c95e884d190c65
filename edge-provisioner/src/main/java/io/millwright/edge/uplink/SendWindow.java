package io.millwright.edge.uplink;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/**
 * Which messages are under way, and which are next. Pure, and for one thread.
 *
 * <p>What is new goes before what is old: after an outage the newest few messages go first, then those that come, and what
 * is left of the room is for the backlog, oldest first. Within the backlog and within what is new, order is kept. A message
 * is under way from its publication to its receipt, whatever the broker acknowledges meanwhile.
 */
final class SendWindow {

    /** Messages without a receipt; the platform takes them in one transaction. */
    static final int ROOM = 128;
    /** The rest of the room is kept for what is new, so that the backlog does not delay it. */
    static final int ROOM_FOR_BACKLOG = 64;
    /** What goes first after an outage: about so many seconds. */
    static final int NEWEST = 4;

    /** More than a stall; below it order is worth more than being new. */
    static final int FAR_BEHIND = 4 * ROOM;

    private static final long FIRST_RESEND_NANOS = 10_000_000_000L;
    private static final long LONGEST_RESEND_NANOS = 120_000_000_000L;

    private final TreeMap<Long, Flight> flights = new TreeMap<>();
    private long live;
    private long backlog;
    private long backlogEnd;

    private record Flight(long resendAt, long pause, boolean ofBacklog) {}

    /** A range of ids to be read from the buffer, at most so many. */
    record Wanted(long after, long upTo, int most) {

        boolean nothing() {
            return most <= 0 || after >= upTo;
        }
    }

    /** Nothing is known of what was under way: all that is stored is to be sent, the newest first. */
    void begin(long newest) {
        flights.clear();
        live = Math.max(0, newest - NEWEST);
        backlog = 0;
        backlogEnd = live;
    }

    Wanted wantedLive(long newest) {
        if (newest - live > FAR_BEHIND && flights.size() < ROOM) {
            // It fell behind, as after an outage: what it did not get to joins the backlog.
            if (backlog >= backlogEnd) {
                backlog = live;
            }
            live = newest - NEWEST;
            backlogEnd = live;
        }
        return new Wanted(live, newest, ROOM - flights.size());
    }

    Wanted wantedBacklog() {
        long flying = flights.values().stream().filter(Flight::ofBacklog).count();
        return new Wanted(backlog, backlogEnd, (int) Math.min(ROOM_FOR_BACKLOG - flying, ROOM - flights.size()));
    }

    /** @return whether it is to be published; it is under way already if not */
    boolean depart(long id, boolean ofBacklog, long now) {
        if (ofBacklog) {
            backlog = Math.max(backlog, id);
        } else {
            live = Math.max(live, id);
        }
        return flights.putIfAbsent(id, new Flight(now + FIRST_RESEND_NANOS, FIRST_RESEND_NANOS, ofBacklog)) == null;
    }

    /** The buffer holds nothing more in the backlog's range. */
    void backlogDone() {
        backlog = backlogEnd;
    }

    boolean hasBacklog() {
        return backlog < backlogEnd;
    }

    /** The receipt is there, or the message is gone. */
    void arrived(LongPredicate ids) {
        flights.keySet().removeIf(ids::test);
    }

    /** What waits for its receipt for too long, the oldest first; it counts as sent again. */
    List<Long> overdue(long now, int most) {
        List<Long> overdue = new ArrayList<>();
        for (Map.Entry<Long, Flight> flight : flights.entrySet()) {
            if (overdue.size() < most && flight.getValue().resendAt() - now <= 0) {
                overdue.add(flight.getKey());
                long pause = Math.min(LONGEST_RESEND_NANOS, flight.getValue().pause() * 2);
                flight.setValue(new Flight(now + pause, pause, flight.getValue().ofBacklog()));
            }
        }
        return overdue;
    }

    /** Whether all that was ever written is receipted, as far as is known here. */
    boolean idle(long newest) {
        return flights.isEmpty() && live >= newest && !hasBacklog();
    }

    int underWay() {
        return flights.size();
    }
}

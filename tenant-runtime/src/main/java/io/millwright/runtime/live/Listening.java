package io.millwright.runtime.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** One listener of a tenant's committed points. Used by one thread; to be closed. */
public final class Listening implements AutoCloseable {

    private static final int AT_ONCE = 512;

    /** What came. */
    public sealed interface Heard {

        /** In the order of their commits; may be empty, when nothing came that was listened for. */
        record Points(List<Numbered> points) implements Heard {}

        /** What was asked to go on from is no longer known: points may be missing from here on back. */
        record Missed() implements Heard {}

        /** The listener was too slow, or the tenant is no longer served here. */
        record Over() implements Heard {}
    }

    /** @param id to go on from after it */
    public record Numbered(String id, CommittedPoint point) {}

    private final Ring ring;
    private final Predicate<CommittedPoint> filter;
    private long position;
    private boolean missed;

    Listening(Ring ring, Predicate<CommittedPoint> filter, Optional<String> lastId) {
        this.ring = ring;
        this.filter = filter;
        long last = lastId.map(this::position).orElse(-1L);
        boolean known = last >= 0 && ring.holds(last + 1);
        this.position = known ? last + 1 : ring.newest();
        this.missed = lastId.isPresent() && !known;
    }

    /** Waits for points at most for {@code patience}. */
    public Heard next(Duration patience) throws InterruptedException {
        if (missed) {
            missed = false;
            return new Heard.Missed();
        }
        Ring.Look look = ring.look(position, AT_ONCE, patience);
        if (look.overtaken() || (look.ended() && look.points().isEmpty())) {
            return new Heard.Over();
        }
        List<Numbered> heard = new ArrayList<>();
        for (CommittedPoint point : look.points()) {
            if (filter.test(point)) {
                heard.add(new Numbered(ring.name + "-" + position, point));
            }
            position++;
        }
        return new Heard.Points(heard);
    }

    /** -1 for what is no position of this ring. */
    private long position(String id) {
        String prefix = ring.name + "-";
        String number = id.startsWith(prefix) ? id.substring(prefix.length()) : "";
        return number.matches("[0-9]{1,18}") ? Long.parseLong(number) : -1;
    }

    @Override
    public void close() {
        ring.leave();
    }
}

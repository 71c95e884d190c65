package io.millwright.edge.plc;

import io.millwright.edge.normalize.Reading;
import io.millwright.edge.normalize.Reading.Failure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tags of one connection and one interval. They are read together, and since drivers read neighbours in one block, one bad
 * address makes its neighbours fail too: whatever failed in company is read again alone, and who fails alone is read apart
 * and seldom until it answers. For the thread of its connection.
 */
final class PollGroup {

    private static final int MOST_TOGETHER = 100;
    private static final long SHORTEST_APART_NANOS = 10_000_000_000L;
    private static final long LONGEST_APART_NANOS = 600_000_000_000L;
    /** How often somebody fails in company and answers alone before it is always asked alone. */
    private static final int LONER_AFTER = 3;

    private final long intervalNanos;
    private final List<Address> together;
    private final List<Address> alone = new ArrayList<>();
    private final Map<Address, Apart> apart = new LinkedHashMap<>();
    private final Map<Address, Integer> savedAlone = new HashMap<>();
    private int chunk = MOST_TOGETHER;
    private long due;

    /** When a tag that does not answer is asked again, and how long the pause was. */
    private record Apart(long due, long pause) {}

    /** Takes what was read. */
    interface Sink {
        void read(Address address, Reading reading);
    }

    PollGroup(long intervalNanos, List<Address> addresses, long now) {
        this.intervalNanos = intervalNanos;
        this.together = new ArrayList<>(addresses);
        this.due = now;
    }

    long due() {
        return due;
    }

    /** The next moment of the rhythm that is not over yet: what was missed is not made up for. */
    void scheduleAfter(long now) {
        long missed = Math.max(0, now - due) / intervalNanos;
        due += (missed + 1) * intervalNanos;
    }

    /** Polls once. @throws LinkBrokenException if the rest of the group was not read */
    void poll(Link link, long now, Sink sink) throws LinkBrokenException, InterruptedException {
        for (int from = 0; from < together.size(); from += chunk) {
            List<Address> part = List.copyOf(together.subList(from, Math.min(from + chunk, together.size())));
            try {
                company(link, part, now, sink);
            } catch (LinkBrokenException e) {
                narrow(e, part, now);
                throw e;
            }
        }
        for (Address address : List.copyOf(alone)) {
            single(link, address, now, sink);
        }
        askApart(link, now, sink);
        together.removeAll(apart.keySet());
        alone.removeAll(apart.keySet());
        chunk = Math.min(MOST_TOGETHER, chunk * 2);
    }

    /** Silence may be one address's fault: fewer are asked at once until that one is found. */
    private void narrow(LinkBrokenException broken, List<Address> part, long now) {
        if (!broken.timeout()) {
            return;
        }
        if (part.size() > 1) {
            chunk = Math.max(1, Math.min(chunk, part.size()) / 2);
        } else {
            setApart(part.getFirst(), now, true);
            together.removeAll(part);
        }
    }

    private void company(Link link, List<Address> part, long now, Sink sink)
            throws LinkBrokenException, InterruptedException {
        Map<String, Reading> readings = link.read(part);
        for (Address address : part) {
            Reading reading = readings.getOrDefault(address.tag().name(), Reading.failed(Failure.DEVICE_FAILURE));
            if (!(reading instanceof Reading.Failed)) {
                sink.read(address, reading);
            } else if (part.size() == 1) {
                setApart(address, now, false);
                sink.read(address, reading);
            } else if (single(link, address, now, sink) && savedAlone.merge(address, 1, Integer::sum) >= LONER_AFTER) {
                together.remove(address);
                alone.add(address);
            }
        }
    }

    /** @return whether it answered */
    private boolean single(Link link, Address address, long now, Sink sink)
            throws LinkBrokenException, InterruptedException {
        Reading reading;
        try {
            reading = link.read(List.of(address))
                    .getOrDefault(address.tag().name(), Reading.failed(Failure.DEVICE_FAILURE));
        } catch (LinkBrokenException e) {
            if (e.timeout()) {
                setApart(address, now, true);
                together.remove(address);
                alone.remove(address);
            }
            throw e;
        }
        sink.read(address, reading);
        if (reading instanceof Reading.Failed) {
            setApart(address, now, false);
            return false;
        }
        return true;
    }

    /** A silence costs all tags the time to wait and to connect again: it is asked for more and more seldom. */
    private void setApart(Address address, long now, boolean silent) {
        Apart before = apart.get(address);
        long pause = before == null || !silent
                ? Math.max(SHORTEST_APART_NANOS, intervalNanos)
                : Math.min(LONGEST_APART_NANOS, before.pause() * 2);
        apart.put(address, new Apart(now + pause, pause));
    }

    private void askApart(Link link, long now, Sink sink) throws LinkBrokenException, InterruptedException {
        for (Map.Entry<Address, Apart> entry : List.copyOf(apart.entrySet())) {
            boolean isDue = entry.getValue().due() - now <= 0;
            if (isDue && single(link, entry.getKey(), now, sink)) {
                apart.remove(entry.getKey());
                together.add(entry.getKey());
                // It was the machine and not the address: the others get their chance at once.
                apart.replaceAll((_, other) -> new Apart(now, other.pause()));
            }
        }
    }

    /** For all tags, whether they are read together or apart. */
    List<Address> addresses() {
        List<Address> all = new ArrayList<>(together);
        all.addAll(alone);
        apart.keySet().stream().filter(address -> !all.contains(address)).forEach(all::add);
        return all;
    }
}

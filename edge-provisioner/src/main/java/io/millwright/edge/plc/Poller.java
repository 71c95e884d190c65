package io.millwright.edge.plc;

import io.millwright.edge.config.Configuration.Connection;
import io.millwright.edge.plc.PollGroup.Sink;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.plc4x.java.api.PlcDriver;

/** Asks a machine for its values, those of one interval together. What it found out about addresses outlives a connection. */
final class Poller implements Reader {

    private static final Duration NOTHING_TO_DO = Duration.ofSeconds(15);

    private final PlcDriver driver;
    private final Connection connection;
    private final List<PollGroup> groups = new ArrayList<>();
    private final Clock clock;

    /** @param addresses that the driver understands */
    Poller(PlcDriver driver, Connection connection, List<Address> addresses, Clock clock) {
        this.driver = driver;
        this.connection = connection;
        this.clock = clock;
        Map<Duration, List<Address>> byInterval = new TreeMap<>();
        for (Address address : addresses) {
            byInterval
                    .computeIfAbsent(address.tag().interval(), _ -> new ArrayList<>())
                    .add(address);
        }
        long now = System.nanoTime();
        byInterval.forEach((interval, group) -> groups.add(new PollGroup(interval.toNanos(), group, now)));
    }

    @Override
    public void read(Listener listener) throws LinkBrokenException, InterruptedException {
        try (Link link = Link.open(driver, connection)) {
            listener.connected();
            Sink sink = (address, reading) -> listener.took(address, reading, clock.millis());
            while (true) {
                PollGroup next = null;
                for (PollGroup group : groups) {
                    next = next == null || group.due() - next.due() < 0 ? group : next;
                }
                if (next == null) {
                    Thread.sleep(NOTHING_TO_DO);
                    continue;
                }
                long wait = next.due() - System.nanoTime();
                if (wait > 0) {
                    Thread.sleep(Duration.ofNanos(wait));
                }
                next.poll(link, System.nanoTime(), sink);
                next.scheduleAfter(System.nanoTime());
                listener.round();
            }
        }
    }
}

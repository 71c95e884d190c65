package io.millwright.edge.plc;

import io.millwright.edge.normalize.Reading;
import io.millwright.edge.normalize.Reading.Failure;
import io.millwright.edge.plc.OpcUaLink.Event;
import io.millwright.edge.plc.OpcUaLink.Sample;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;

/**
 * Is told by an OPC UA server what changed. A server is silent about what does not change, so each now and then a tag
 * that was not heard of is read: that is its heartbeat, and it would show a change that got lost. Nothing is ever said
 * that the server did not say.
 */
final class Subscriber implements Reader {

    private static final Duration CHECK = Duration.ofSeconds(10);
    /** A tag that is sampled more often than that is read when it was not heard of for so long; others at their interval. */
    private static final Duration STEADY = Duration.ofMinutes(1);

    private static final int MOST_TOGETHER = 100;

    private final OpcUaAddress server;
    private final Map<Address, ReadValueId> nodes = new LinkedHashMap<>();
    private final List<Address> nowhere = new ArrayList<>();
    private final Duration shortest;
    private final Clock clock;
    private final Duration check;
    private final Duration steady;

    /** @param addresses that the driver understands */
    Subscriber(OpcUaAddress server, List<Address> addresses, Clock clock) {
        this(server, addresses, clock, CHECK, STEADY);
    }

    /**
     * @param check how often what the server did not take is offered again
     * @param steady how long nothing is heard of a tag before it is read
     */
    Subscriber(OpcUaAddress server, List<Address> addresses, Clock clock, Duration check, Duration steady) {
        this.server = server;
        this.clock = clock;
        this.check = check;
        this.steady = steady;
        for (Address address : addresses) {
            address.parsed()
                    .flatMap(OpcUaValues::node)
                    .ifPresentOrElse(node -> nodes.put(address, node), () -> nowhere.add(address));
        }
        this.shortest = nodes.keySet().stream()
                .map(address -> address.tag().interval())
                .min(Comparator.naturalOrder())
                .orElse(CHECK);
    }

    @Override
    public void read(Listener listener) throws LinkBrokenException, InterruptedException {
        try (OpcUaLink link = OpcUaLink.open(server, shortest, clock)) {
            listener.connected();
            nowhere.forEach(address -> listener.took(address, Reading.failed(Failure.NO_SUCH_VALUE), clock.millis()));
            nodes.forEach(link::add);
            new Listening(link, listener).go();
        }
    }

    /** What is known while one link lasts. */
    private final class Listening {

        private final OpcUaLink link;
        private final Listener listener;
        private final Map<Address, Long> heard = new HashMap<>();
        private final Set<Address> refused = new HashSet<>();

        private Listening(OpcUaLink link, Listener listener) {
            this.link = link;
            this.listener = listener;
        }

        private void go() throws LinkBrokenException, InterruptedException {
            long now = System.nanoTime();
            nodes.keySet().forEach(address -> heard.put(address, now));
            askForAll();
            long due = now + check.toNanos();
            while (true) {
                switch (link.next(Duration.ofNanos(Math.max(0, due - System.nanoTime())))) {
                    case Event.Ended(String sentence) ->
                        throw LinkBrokenException.of(sentence, new IllegalStateException(sentence));
                    case Event.Told(List<Sample> samples) -> told(samples);
                }
                if (due - System.nanoTime() <= 0) {
                    check();
                    due = System.nanoTime() + check.toNanos();
                }
            }
        }

        private void told(List<Sample> samples) throws LinkBrokenException {
            for (Sample sample : samples) {
                heard.put(sample.address(), System.nanoTime());
                listener.took(sample.address(), sample.reading(), sample.ts());
            }
            if (samples.stream().anyMatch(sample -> sample.reading() instanceof Reading.Value)) {
                listener.round();
            }
        }

        private void check() throws LinkBrokenException, InterruptedException {
            if (link.silent()) {
                throw LinkBrokenException.of("the machine's subscription is silent", new IllegalStateException());
            }
            askForAll();
            readSteady();
            if (!nodes.isEmpty()) {
                listener.round();
            }
        }

        /** A node that is not there may come to be. */
        private void askForAll() throws LinkBrokenException, InterruptedException {
            refused.clear();
            for (Sample sample : link.subscribe()) {
                refused.add(sample.address());
                listener.took(sample.address(), sample.reading(), sample.ts());
            }
        }

        private void readSteady() throws LinkBrokenException, InterruptedException {
            long now = System.nanoTime();
            List<Address> quiet = nodes.keySet().stream()
                    .filter(address -> !refused.contains(address) && isSteady(address, now))
                    .toList();
            for (int from = 0; from < quiet.size(); from += MOST_TOGETHER) {
                read(quiet.subList(from, Math.min(from + MOST_TOGETHER, quiet.size())));
            }
        }

        private boolean isSteady(Address address, long now) {
            Duration interval = address.tag().interval();
            Duration patience = interval.compareTo(steady) > 0 ? interval : steady;
            return now - heard.getOrDefault(address, now) >= patience.toNanos();
        }

        /** What the server told meanwhile waits and is taken after it, so that the last word is the newest. */
        private void read(List<Address> addresses) throws LinkBrokenException, InterruptedException {
            long asked = clock.millis();
            List<DataValue> values =
                    link.read(addresses.stream().map(nodes::get).toList());
            for (int i = 0; i < values.size(); i++) {
                heard.put(addresses.get(i), System.nanoTime());
                listener.took(addresses.get(i), OpcUaValues.reading(values.get(i)), asked);
            }
        }
    }
}

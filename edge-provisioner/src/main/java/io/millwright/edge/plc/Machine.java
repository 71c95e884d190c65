package io.millwright.edge.plc;

import io.millwright.edge.config.Configuration.Connection;
import io.millwright.edge.config.Configuration.Tag;
import io.millwright.edge.normalize.Point;
import io.millwright.edge.normalize.Reading;
import io.millwright.edge.normalize.Reading.Failure;
import io.millwright.edge.normalize.TagNormalizer;
import io.millwright.edge.plc.MachineStatus.State;
import io.millwright.edge.retry.Backoff;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one machine for ever: after any failure its reader begins again. One thread, and one connection at a time; what
 * happens to it touches no other machine.
 */
final class Machine implements Reader.Listener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Machine.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
    /** After so many rounds without a single value the connection is made anew: the session may be what is broken. */
    private static final int MOST_BARREN_ROUNDS = 3;

    private final Connection connection;
    private final List<Tag> tags;
    private final Reader reader;
    private final Clock clock;
    private final Consumer<Point> points;
    private final Map<String, TagNormalizer> normalizers = new HashMap<>();
    private final Set<String> bad = new HashSet<>();
    private final List<Address> addresses = new ArrayList<>();
    private final Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
    private final Thread thread;
    private int barren;
    private volatile MachineStatus status;

    Machine(Connection connection, List<Tag> tags, Access.Open access, Clock clock, Consumer<Point> points) {
        this.connection = connection;
        this.tags = List.copyOf(tags);
        this.clock = clock;
        this.points = points;
        for (Tag tag : tags) {
            Address address = Address.of(tag, access.driver());
            addresses.add(address);
            normalizers.put(tag.name(), new TagNormalizer(tag, address.nothing()));
        }
        List<Address> understood = addresses.stream()
                .filter(address -> address.parsed().isPresent())
                .toList();
        this.reader = access.reader(connection, understood, clock);
        this.status = new MachineStatus(
                connection.name(), connection.protocol(), State.CONNECTING, clock.instant(), tags.size(), 0, "");
        this.thread = Thread.ofVirtual().name("plc-" + connection.name()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Whether a new configuration asks for exactly this, so that it can go on undisturbed. */
    boolean serves(Connection other, List<Tag> otherTags) {
        return connection.equals(other) && tags.equals(otherTags);
    }

    MachineStatus status() {
        return status;
    }

    /** Tags whose addresses the driver does not understand. */
    List<String> unreadable() {
        return addresses.stream()
                .filter(address -> address.parsed().isEmpty())
                .map(address -> address.tag().name())
                .toList();
    }

    private void run() {
        addresses.stream()
                .filter(address -> address.parsed().isEmpty())
                .forEach(address -> took(address, Reading.failed(Failure.NO_SUCH_VALUE), clock.millis()));
        try {
            while (!Thread.currentThread().isInterrupted()) {
                try {
                    barren = 0;
                    reader.read(this);
                } catch (LinkBrokenException e) {
                    broken(e);
                } catch (RuntimeException e) {
                    broken(LinkBrokenException.of("reading the machine failed", e));
                }
                Thread.sleep(backoff.next());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void connected() {
        say(State.CONNECTED, "");
    }

    @Override
    public void round() throws LinkBrokenException {
        barren = bad.size() == tags.size() ? barren + 1 : 0;
        if (barren == 0) {
            backoff.reset();
        } else if (barren >= MOST_BARREN_ROUNDS) {
            throw LinkBrokenException.of("the machine gives no value at all", new IllegalStateException());
        }
        say(State.CONNECTED, bad.isEmpty() ? "" : "some tags have no value");
    }

    @Override
    public void took(Address address, Reading reading, long ts) {
        String name = address.tag().name();
        if (reading instanceof Reading.Failed) {
            bad.add(name);
        } else {
            bad.remove(name);
        }
        TagNormalizer normalizer = normalizers.get(name);
        if (normalizer != null) {
            normalizer.accept(reading, ts, System.nanoTime()).ifPresent(points);
        }
    }

    private void broken(LinkBrokenException failure) {
        if (status.state() != State.UNREACHABLE) {
            LOG.atWarn()
                    .addKeyValue("connection", connection.name())
                    .addKeyValue("reason", failure.getMessage())
                    .log("a machine cannot be read; it is tried again and again");
            LOG.atDebug().setCause(failure).log("why");
        }
        long now = clock.millis();
        addresses.forEach(address -> took(address, Reading.failed(Failure.UNREACHABLE), now));
        say(State.UNREACHABLE, String.valueOf(failure.getMessage()));
    }

    private void say(State state, String sentence) {
        boolean same = status.state() == state;
        if (!same && state == State.CONNECTED) {
            LOG.atInfo().addKeyValue("connection", connection.name()).log("a machine is connected");
        }
        status = new MachineStatus(
                connection.name(),
                connection.protocol(),
                state,
                same ? status.since() : clock.instant(),
                tags.size(),
                bad.size(),
                sentence);
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    void join(Duration wait) throws InterruptedException {
        thread.join(wait);
    }
}

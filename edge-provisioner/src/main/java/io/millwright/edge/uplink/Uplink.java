package io.millwright.edge.uplink;

import io.millwright.edge.buffer.Buffer;
import io.millwright.edge.retry.Backoff;
import io.millwright.edge.trust.PlatformTrust;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a session with the broker, for ever, and lets each one deliver what the buffer holds. Safe between threads. */
public final class Uplink implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Uplink.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** A session that lasted so long ended for a new reason. */
    private static final Duration LASTING = Duration.ofSeconds(10);

    private static final Duration GOODBYE = Duration.ofSeconds(4);

    private final BrokerAddress broker;
    private final PlatformTrust trust;
    private final Buffer buffer;
    private final Platform platform;
    private final Clock clock;
    private final Thread thread;
    private volatile Events events = new Events();
    private volatile boolean renew;
    private volatile boolean closing;
    private volatile @Nullable Delivery delivery;
    private volatile UplinkStatus status;

    public Uplink(BrokerAddress broker, PlatformTrust trust, Buffer buffer, Platform platform, Clock clock) {
        this.broker = broker;
        this.trust = trust;
        this.buffer = buffer;
        this.platform = platform;
        this.clock = clock;
        this.status = disconnected(clock.instant(), "not connected yet");
        this.thread = Thread.ofPlatform().name("uplink").unstarted(this::run);
    }

    private static UplinkStatus disconnected(Instant since, String sentence) {
        return new UplinkStatus(false, since, 0, false, null, null, null, 0, sentence);
    }

    public void start() {
        thread.start();
    }

    /** There is a new message in the buffer. */
    public void appended() {
        events.wake();
    }

    /** The credentials changed: the session is made anew with them. */
    public void renewed() {
        renew = true;
        events.wake();
    }

    public UplinkStatus status() {
        Delivery running = delivery;
        return running == null ? status : running.status();
    }

    private void run() {
        Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
        try {
            while (!closing) {
                long begun = System.nanoTime();
                String sentence = session();
                if (System.nanoTime() - begun >= LASTING.toNanos()) {
                    backoff.reset();
                }
                if (!closing && !renew) {
                    say(sentence);
                    Thread.sleep(backoff.next());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void say(String sentence) {
        boolean same = !status.connected() && status.sentence().equals(sentence);
        if (!same) {
            LOG.atWarn().addKeyValue("reason", sentence).log("no session with the broker; it is tried again and again");
            status = disconnected(clock.instant(), sentence);
        }
    }

    /** @return why it ended */
    private String session() throws InterruptedException {
        renew = false;
        Events fresh = new Events();
        events = fresh;
        byte[] will = Payloads.state(false, clock.instant(), platform.configuration());
        try (BrokerSession session = BrokerSession.open(broker, trust, platform.credentials(), will, fresh)) {
            LOG.atInfo().log("connected to the broker");
            Delivery running = new Delivery(session, fresh, buffer, platform, clock);
            delivery = running;
            status = disconnected(clock.instant(), "");
            String sentence = running.run(() -> closing || renew);
            if (closing) {
                session.leave(Payloads.state(false, clock.instant(), platform.configuration()));
            }
            return sentence;
        } catch (ConnectionFailedException e) {
            LOG.atDebug().setCause(e).log("why");
            return String.valueOf(e.getMessage());
        } catch (RuntimeException e) {
            LOG.atError().setCause(e).log("the session with the broker failed unexpectedly");
            return "the session failed unexpectedly";
        } finally {
            delivery = null;
        }
    }

    /** Says goodbye and ends. */
    @Override
    public void close() {
        closing = true;
        events.wake();
        try {
            if (!thread.join(GOODBYE)) {
                thread.interrupt();
                thread.join(GOODBYE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

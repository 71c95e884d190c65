package io.millwright.edge;

import io.millwright.edge.enroll.Renewal;
import io.millwright.edge.trust.Credentials;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews the certificate at two thirds of its life, and after a failure again and again: a third of a life is left, and
 * when that is over the platform may still grant a grace, so it never gives up.
 */
final class RenewalLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RenewalLoop.class);
    /** The wall clock is looked at so often, since it may be set at any time. */
    private static final Duration LOOK = Duration.ofSeconds(30);

    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(5);

    private final Renewal renewal;
    private final Clock clock;
    private final Supplier<Credentials> current;
    private final Consumer<Credentials> renewed;
    private final Thread thread;

    RenewalLoop(Renewal renewal, Clock clock, Supplier<Credentials> current, Consumer<Credentials> renewed) {
        this.renewal = renewal;
        this.clock = clock;
        this.current = current;
        this.renewed = renewed;
        this.thread = Thread.ofVirtual().name("renewal").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                Credentials credentials = current.get();
                Instant now = clock.instant();
                Instant due = Renewal.due(credentials.certificate());
                if (now.isBefore(due)) {
                    Duration left = Duration.between(now, due);
                    Thread.sleep(left.compareTo(LOOK) < 0 ? left.plusMillis(1) : LOOK);
                } else {
                    attempt(credentials);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void attempt(Credentials credentials) throws InterruptedException {
        String sentence;
        try {
            switch (renewal.attempt(credentials)) {
                case Renewal.Outcome.Renewed(Credentials next) -> {
                    LOG.atInfo()
                            .addKeyValue(
                                    "until", next.certificate().getNotAfter().toInstant())
                            .log("the certificate was renewed");
                    renewed.accept(next);
                    return;
                }
                case Renewal.Outcome.NotYet(String why) -> sentence = why;
            }
        } catch (IOException e) {
            sentence = Sentences.of(e);
        }
        Duration pause = pause(credentials);
        LOG.atWarn()
                .addKeyValue("reason", sentence)
                .addKeyValue("until", credentials.certificate().getNotAfter().toInstant())
                .addKeyValue("againInMs", pause.toMillis())
                .log("the certificate is not renewed yet");
        Thread.sleep(pause);
    }

    /** A twentieth of what is left of the life, within bounds, with jitter. */
    private Duration pause(Credentials credentials) {
        Duration left = Duration.between(
                        clock.instant(), credentials.certificate().getNotAfter().toInstant())
                .dividedBy(20)
                .abs();
        Duration bounded = left.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : left;
        Duration base = bounded.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : bounded;
        return base.plusMillis(ThreadLocalRandom.current().nextLong(base.toMillis() / 2));
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}

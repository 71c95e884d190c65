package io.millwright.operator.leadership;

import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this operator acts. Where several run, a lease decides; the framework lets one that lost the lease go on beside its
 * successor, so it is ended here. Thread-safe.
 */
public final class Leadership {

    private static final Logger LOG = LoggerFactory.getLogger(Leadership.class);

    private final Runnable lost;
    private volatile boolean held;
    private volatile boolean resigned;

    /** @param lost ends this operator; called at most once, on a thread of its own, because whoever tells holds the lease's lock */
    public Leadership(Runnable lost) {
        this.lost = lost;
    }

    /** Ends the process, which is safe at every point of a reconciliation. */
    public static Leadership ofProcess() {
        return new Leadership(() -> System.exit(1));
    }

    /** From now on this operator acts. */
    public void begin() {
        held = true;
    }

    /** This operator is being stopped: that the lease goes with it is no reason to end anything. */
    public void resign() {
        resigned = true;
        held = false;
    }

    public boolean isHeld() {
        return held;
    }

    /** What the election tells. */
    public LeaderCallbacks callbacks() {
        return new LeaderCallbacks(this::begin, this::lose, _ -> {});
    }

    private synchronized void lose() {
        boolean ends = held && !resigned;
        held = false;
        if (ends) {
            LOG.warn("The lease is lost to another operator; this one ends, so that one alone acts");
            Thread.ofPlatform().name("leadership-lost").start(lost);
        }
    }
}

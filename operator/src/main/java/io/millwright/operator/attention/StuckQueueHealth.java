package io.millwright.operator.attention;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Fails liveness when a resource has waited too long for its turn: a restart is the cure. */
public final class StuckQueueHealth implements HealthIndicator {

    private final List<ReconcileWatch<?>> watches;
    private final Duration patience;

    StuckQueueHealth(List<ReconcileWatch<?>> watches, Duration patience) {
        this.watches = watches;
        this.patience = patience;
    }

    /** Of all kinds of resources. */
    static Duration longestWait(List<ReconcileWatch<?>> watches) {
        return watches.stream()
                .map(ReconcileWatch::longestWait)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    @Override
    public Health health() {
        Duration wait = longestWait(watches);
        Health.Builder health = wait.compareTo(patience) > 0 ? Health.down() : Health.up();
        return health.withDetail("longestWaitSeconds", wait.toSeconds()).build();
    }
}

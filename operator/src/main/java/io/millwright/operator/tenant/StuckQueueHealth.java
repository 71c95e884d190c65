package io.millwright.operator.tenant;

import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Fails liveness when a tenant has waited too long for its turn: a restart is the cure. */
final class StuckQueueHealth implements HealthIndicator {

    private final ReconcileWatch watch;
    private final Duration patience;

    StuckQueueHealth(ReconcileWatch watch, Duration patience) {
        this.watch = watch;
        this.patience = patience;
    }

    @Override
    public Health health() {
        Duration wait = watch.longestWait();
        Health.Builder health = wait.compareTo(patience) > 0 ? Health.down() : Health.up();
        return health.withDetail("longestWaitSeconds", wait.toSeconds()).build();
    }
}

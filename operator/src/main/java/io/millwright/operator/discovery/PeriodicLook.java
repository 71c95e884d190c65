package io.millwright.operator.discovery;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;

/** Looks at the cluster's APIs again and again, beside the controllers. */
final class PeriodicLook implements DisposableBean {

    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("optional-apis").factory());

    PeriodicLook(OptionalApisHealth health, Duration period) {
        executor.scheduleWithFixedDelay(health::look, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void destroy() {
        executor.shutdownNow();
    }
}

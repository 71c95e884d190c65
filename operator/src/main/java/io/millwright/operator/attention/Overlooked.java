package io.millwright.operator.attention;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls up a resource whose spec changed between the read of a reconciliation and the write of its report: the answer to that
 * write holds the new spec already, JOSDK takes the change for a part of it, and no event tells. Who is behind at two looks, a
 * second apart, is looked at again.
 */
final class Overlooked<P extends HasMetadata> extends SimpleInboundEventSource<P> {

    private static final Logger LOG = LoggerFactory.getLogger(Overlooked.class);

    private static final long PERIOD_SECONDS = 1;

    private final ReconcileWatch<P> watch;
    private @Nullable ScheduledExecutorService looks;
    private Set<ReconcileWatch.Behind> before = Set.of();

    Overlooked(ReconcileWatch<P> watch) {
        super("overlooked");
        this.watch = watch;
    }

    @Override
    public synchronized void start() {
        super.start();
        looks = Executors.newSingleThreadScheduledExecutor(
                Thread.ofVirtual().name("overlooked").factory());
        var _ = looks.scheduleWithFixedDelay(this::look, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public synchronized void stop() {
        super.stop();
        if (looks != null) {
            looks.shutdownNow();
        }
    }

    private void look() {
        try {
            Set<ReconcileWatch.Behind> now = watch.behind().collect(Collectors.toSet());
            now.stream().filter(before::contains).forEach(behind -> propagateEvent(behind.resource()));
            before = now;
        } catch (RuntimeException e) {
            LOG.warn("Resources that were overlooked could not be looked for; tried again", e);
        }
    }
}

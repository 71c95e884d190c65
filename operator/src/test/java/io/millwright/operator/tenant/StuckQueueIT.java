package io.millwright.operator.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.processing.Controller;
import io.javaoperatorsdk.operator.processing.event.EventProcessor;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.operator.attention.ReconcileWatch;
import io.millwright.operator.attention.StuckQueueHealth;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;

/** JOSDK issue 3416: a tenant that the queue holds for being worked on, and nobody works on, shows in liveness. */
class StuckQueueIT {

    @Test
    void a_tenant_that_stays_under_processing_for_ever_fails_liveness(@TempDir Path directory) throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
        InstantSource source = now::get;
        Clock clock = source.withZone(ZoneOffset.UTC);
        try (World world = new World(directory);
                FaultyApi api = world.api();
                BareOperator operator = world.operator(api, clock, Map.of())) {
            world.apply("acme", "{tier: professional}");
            world.awaitReady("acme");
            ReconcileWatch<Tenant> watch = operator.watch();
            StuckQueueHealth health = operator.bean(StuckQueueHealth.class);
            World.await("all is looked at", () -> watch.waiting() == 0 ? Optional.of(true) : Optional.empty());

            stick(operator, "acme");
            world.apply("acme", "{tier: professional, suspended: true}");

            World.await("it waits", () -> watch.waiting() == 1 ? Optional.of(true) : Optional.empty());
            assertThat(health.health().getStatus())
                    .as("at first it may just be its turn")
                    .isEqualTo(Status.UP);
            now.updateAndGet(before -> before.plus(Duration.ofMinutes(11)));
            assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
            assertThat(world.tenant("acme").orElseThrow().getStatus().getObservedGeneration())
                    .isEqualTo(1);
        }
    }

    /** What the framework leaves behind when the cache misses the resource just as its turn comes. */
    private static void stick(BareOperator operator, String tenant) throws ReflectiveOperationException {
        EventProcessor<?> processor = operator.bean(Operator.class).getRegisteredControllers().stream()
                .map(Controller.class::cast)
                .filter(controller -> controller.getConfiguration().getName().equals("tenant"))
                .findFirst()
                .orElseThrow()
                .getEventProcessor();
        Field states = EventProcessor.class.getDeclaredField("resourceStateManager");
        states.setAccessible(true);
        Method find = states.getType().getDeclaredMethod("getOrCreate", ResourceID.class);
        find.setAccessible(true);
        Object state = find.invoke(states.get(processor), new ResourceID(tenant));
        Method mark = state.getClass().getDeclaredMethod("setUnderProcessing", boolean.class);
        mark.setAccessible(true);
        mark.invoke(state, true);
    }
}

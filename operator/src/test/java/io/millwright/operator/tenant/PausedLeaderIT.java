package io.millwright.operator.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.operator.attention.ReconcileWatch;
import io.millwright.operator.leadership.Leadership;
import io.millwright.operator.plan.Secrets;
import io.millwright.operator.runtime.RuntimeSecret;
import io.millwright.operator.tenant.FaultyApi.Fate;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two operators and one lease: a leader that is paused in the middle of its work, and what it says when it wakes up. */
class PausedLeaderIT {

    private static final Map<String, Object> ELECTED = Map.of(
            "millwright.operator.controller.leader-election", "true",
            "millwright.operator.controller.lease-duration", "6s");

    @Test
    void a_leader_that_was_paused_in_the_middle_of_a_write_ends_and_its_late_write_does_not_stand(
            @TempDir Path directory) throws Exception {
        try (World world = new World(directory);
                FaultyApi first = world.api();
                FaultyApi second = world.api()) {
            try (BareOperator leader = world.operator(first, ELECTED)) {
                await("the first leads", leader.bean(Leadership.class)::isHeld);
                try (BareOperator standby = world.operator(second, ELECTED)) {
                    world.apply("acme", "{tier: professional}");
                    Tenant tenant = world.awaitReady("acme");
                    ReconcileWatch<Tenant> idle = standby.watch();
                    assertThat(standby.writes()).isZero();
                    assertThat(idle.waiting())
                            .as("nobody waits for an operator that does not lead")
                            .isZero();
                    assertThat(idle.longestWait()).isZero();

                    first.fates = call -> call.path().endsWith("/secrets/runtime-acme") && call.isWrite()
                            ? new Fate.Pause()
                            : FaultyApi.PASS;
                    world.apply("acme", "{tier: professional, suspended: true}");
                    await("the leader is paused in a write", first::isPaused);
                    world.awaitReason("acme", "Ready", "Suspended");
                    world.apply("acme", "{tier: professional}");
                    world.awaitReady("acme");
                    first.fates = _ -> FaultyApi.PASS;
                    first.resume();

                    await("the old leader ends", leader::isDethroned);
                    assertThat(standby.bean(Leadership.class).isHeld()).isTrue();
                    await("what it wrote last is undone", () -> document(world).contains("\"suspended\":false"));
                    assertThat(world.awaitReady("acme").getMetadata().getUid())
                            .isEqualTo(tenant.getMetadata().getUid());
                    assertThat(world.databases).hasSize(1);
                }
            }
        }
    }

    private static String document(World world) {
        return Optional.ofNullable(world.client
                        .secrets()
                        .inNamespace("tenant-acme")
                        .withName("runtime-acme")
                        .get())
                .flatMap(secret -> Secrets.text(secret, RuntimeSecret.DOCUMENT))
                .orElse("");
    }

    private static void await(String what, BooleanSupplier condition) {
        World.await(what, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }
}

package io.millwright.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.crd.v1alpha1.TenantPhase;
import io.millwright.crd.v1alpha1.TenantUsage;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StatusFactoryTest {

    private static final Instant FIRST = Instant.parse("2026-11-01T08:00:00Z");
    private static final Verdict STARTING = Verdict.bad("BrokerStarting", "It starts.");
    private static final Verdict RUNNING = Verdict.good("Running", "It runs.");

    @Test
    void the_same_look_twice_writes_once() {
        Tenant tenant = tenant();

        Tenant patch = at(FIRST).patch(tenant, report(STARTING)).orElseThrow();
        tenant.setStatus(patch.getStatus());

        assertThat(at(FIRST.plusSeconds(60)).patch(tenant, report(STARTING))).isEmpty();
    }

    @Test
    void a_transition_time_moves_with_the_value_and_not_with_the_reason() {
        Tenant tenant = tenant();
        tenant.setStatus(at(FIRST).patch(tenant, report(STARTING)).orElseThrow().getStatus());

        Tenant other = at(FIRST.plusSeconds(60))
                .patch(tenant, report(Verdict.bad("NodeCannotRealise", "It cannot.")))
                .orElseThrow();
        Tenant running =
                at(FIRST.plusSeconds(60)).patch(tenant, report(RUNNING)).orElseThrow();

        assertThat(since(other)).isEqualTo("2026-11-01T08:00:00Z");
        assertThat(since(running)).isEqualTo("2026-11-01T08:01:00Z");
    }

    @Test
    void usage_is_neither_compared_nor_claimed() {
        Tenant tenant = tenant();
        tenant.setStatus(at(FIRST).patch(tenant, report(RUNNING)).orElseThrow().getStatus());
        tenant.getStatus().setUsage(new TenantUsage());

        assertThat(at(FIRST).patch(tenant, report(RUNNING))).isEmpty();
        assertThat(at(FIRST)
                        .patch(tenant, report(STARTING))
                        .orElseThrow()
                        .getStatus()
                        .getUsage())
                .isNull();
    }

    private static String since(Tenant tenant) {
        return tenant.getStatus().getConditions().getFirst().getLastTransitionTime();
    }

    private static StatusFactory at(Instant now) {
        return new StatusFactory(Clock.fixed(now, ZoneOffset.UTC));
    }

    private static TenantReport report(Verdict broker) {
        return new TenantReport(
                TenantPhase.PROVISIONING,
                Optional.of("professional"),
                "tenant-acme",
                "01JD",
                Optional.empty(),
                Optional.empty(),
                Map.of(TenantCondition.BROKER_READY, broker));
    }

    private static Tenant tenant() {
        Tenant tenant = new Tenant();
        tenant.setMetadata(
                new ObjectMetaBuilder().withName("acme").withGeneration(3L).build());
        return tenant;
    }
}

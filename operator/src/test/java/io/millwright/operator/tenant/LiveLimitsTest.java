package io.millwright.operator.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.millwright.operator.plan.Secrets;
import io.millwright.operator.plan.TenantObject;
import io.millwright.operator.plan.TenantPlan;
import io.millwright.operator.runtime.RuntimeSecret;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a tenant may change while it runs reaches its runtime in a file, and restarts nothing. */
class LiveLimitsTest {

    @ParameterizedTest
    @ValueSource(strings = {"starter", "professional", "enterprise"})
    void another_rate_or_retention_changes_the_runtimes_document_and_nothing_else(String tier) {
        TenantPlan before = plan(tier, "{tier: %s}");
        TenantPlan after = plan(
                tier,
                "{tier: %s, limits: {messagesPerSecond: 7}, historian: {retention: {raw: 3d, minute: 90d, hour:"
                        + " 365d}}}");

        List<? extends TenantObject<?>> changed = Contents.OBJECTS.stream()
                .filter(object -> !text(object, before).equals(text(object, after)))
                .toList();

        assertThat(changed).hasSize(1).allMatch(RuntimeSecret.class::isInstance);
        assertThat(Secrets.text(new RuntimeSecret().desired(after), RuntimeSecret.DOCUMENT)
                        .orElseThrow())
                .contains("\"messagesPerSecond\":7")
                .contains("\"raw\":\"3d\"", "\"minute\":\"90d\"", "\"hour\":\"365d\"");
    }

    @Test
    void a_suspended_tenants_historian_goes_on_so_that_its_data_can_be_read() {
        TenantPlan runs = plan("enterprise", "{tier: %s}");
        TenantPlan suspended = plan("enterprise", "{tier: %s, suspended: true}");

        assertThat(Contents.OBJECTS)
                .filteredOn(object -> object.name(runs).startsWith("historian"))
                .isNotEmpty()
                .allSatisfy(object -> assertThat(text(object, suspended)).isEqualTo(text(object, runs)));
    }

    private static String text(TenantObject<?> object, TenantPlan plan) {
        return object.wanted(plan) && object.possible(plan) ? Serialization.asYaml(object.desired(plan)) : "";
    }

    private static TenantPlan plan(String tier, String spec) {
        return Plans.of("""
            metadata:
              name: acme
              uid: 7
              creationTimestamp: "2026-11-01T00:00:00Z"
              annotations: {test/offers: CLOUD_NATIVE_PG, test/backup: identity}
            spec: %s
            """.formatted(spec.formatted(tier)));
    }
}

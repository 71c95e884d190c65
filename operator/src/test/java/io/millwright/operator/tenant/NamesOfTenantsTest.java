package io.millwright.operator.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.operator.plan.TenantObject;
import io.millwright.operator.plan.TenantPlan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** No tenant's name makes an object of its own that is also another one's, or the pool's. */
class NamesOfTenantsTest {

    private static final List<String> TENANTS = List.of(
            "a", "tenant-a", "tenant-tenant-a", "runtime-a", "authority-a", "a-ca", "broker", "historian", "grafana");

    /** What the schema refuses because of it. */
    private static final List<String> REFUSED = List.of("server");

    @Test
    void no_two_tenants_share_an_object() {
        Map<String, String> owners = new HashMap<>();
        for (String tier : Plans.shippedTiers().names()) {
            owners.clear();
            for (String tenant : TENANTS) {
                for (String object : objects(tenant, tier)) {
                    assertThat(owners.put(object, tenant)).as(object).isNull();
                }
            }
        }
    }

    @Test
    void a_refused_name_is_one_that_would_meet_something_else() {
        for (String tenant : REFUSED) {
            List<String> objects = objects(tenant, "professional");
            assertThat(objects)
                    .hasSizeGreaterThan((int) objects.stream().distinct().count());
        }
    }

    private static List<String> objects(String tenant, String tier) {
        TenantPlan plan = Plans.of("""
            metadata: {name: %s, uid: 7, creationTimestamp: "2026-11-01T00:00:00Z"}
            spec: {tier: %s}
            """.formatted(tenant, tier));
        return Contents.OBJECTS.stream()
                .filter(object -> !object.type().getSimpleName().equals("Namespace"))
                .filter(object -> object.wanted(plan) && object.possible(plan))
                .map(object -> name(object, plan))
                .toList();
    }

    private static String name(TenantObject<?> object, TenantPlan plan) {
        return object.type().getSimpleName() + " " + object.namespace(plan) + "/" + object.name(plan);
    }
}

package io.millwright.operator.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.millwright.operator.plan.Installation;
import io.millwright.operator.plan.Secrets;
import io.millwright.operator.plan.TenantPlan;
import io.millwright.operator.runtime.RuntimeSecret;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DatabaseAddressTest {

    @Test
    void parameters_of_the_servers_url_come_after_the_database() {
        TenantPlan shipped = Plans.of("""
            metadata: {name: small, uid: 7, creationTimestamp: "2026-11-01T00:00:00Z"}
            spec: {tier: starter}
            """);
        TenantPlan plan = new TenantPlan(
                shipped.tenant(),
                shipped.incarnation(),
                shipped.tier(),
                shipped.choice(),
                shipped.suspended(),
                new Installation(
                        "",
                        shipped.installation().images(),
                        List.of(),
                        List.of("localhost"),
                        List.of("enroll.example.com"),
                        "jdbc:postgresql://pool.example.com:6543/?sslmode=verify-full",
                        "jdbc:postgresql://historian.{namespace}.svc:5432/",
                        shipped.installation().historianClusters(),
                        Set.of(),
                        null,
                        null),
                shipped.historianEngine(),
                shipped.volumes(),
                shipped.material(),
                null,
                shipped.pool());

        Secret secret = new RuntimeSecret().desired(plan);

        assertThat(Secrets.text(secret, RuntimeSecret.DOCUMENT).orElseThrow())
                .containsPattern("jdbc:postgresql://pool\\.example\\.com:6543/small_[0-9a-z]+\\?sslmode=verify-full\"");
    }
}

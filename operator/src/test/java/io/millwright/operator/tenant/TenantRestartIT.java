package io.millwright.operator.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.millwright.crd.v1alpha1.Tenant;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many tenants, and an operator that comes back to find everything as it left it. */
class TenantRestartIT {

    private static final int TENANTS = 20;

    private static final List<Class<? extends HasMetadata>> KINDS = List.of(
            Tenant.class,
            Namespace.class,
            Secret.class,
            Service.class,
            StatefulSet.class,
            Deployment.class,
            NetworkPolicy.class);

    @Test
    void twenty_tenants_become_ready_and_a_restarted_operator_writes_nothing(@TempDir Path directory) throws Exception {
        try (TestInstallation installation = new TestInstallation(directory)) {
            for (int i = 0; i < TENANTS; i++) {
                installation.apply("many-" + i, i % 2 == 0 ? "{tier: professional}" : "{tier: starter}");
            }
            for (int i = 0; i < TENANTS; i++) {
                installation.awaitReady("many-" + i);
            }
            installation.stopOperator();
            Map<String, String> before = versions(installation);

            installation.startOperator();

            Awaitility.await()
                    .atMost(TestInstallation.PATIENCE)
                    .untilAsserted(
                            () -> assertThat(installation.watch().waiting()).isZero());
            assertThat(installation.writes()).isZero();
            assertThat(versions(installation)).isEqualTo(before);
        }
    }

    private static Map<String, String> versions(TestInstallation installation) {
        Map<String, String> versions = new TreeMap<>();
        for (Class<? extends HasMetadata> kind : KINDS) {
            for (HasMetadata object :
                    installation.client.resources(kind).inAnyNamespace().list().getItems()) {
                versions.put(
                        kind.getSimpleName() + "/" + object.getMetadata().getNamespace() + "/"
                                + object.getMetadata().getName(),
                        object.getMetadata().getResourceVersion());
            }
        }
        return versions;
    }
}

package io.millwright.controlplane.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.millwright.wire.TenantId;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which runtime is asked about a tenant. */
class ServiceRuntimeLocatorTest {

    private static final TenantId ACME = new TenantId("acme");

    private final Map<String, Service> services = new HashMap<>(
            Map.of("millwright-pool", runtime(), "millwright-pool-2", runtime(), "tenant-other", runtime()));

    @Test
    void a_tenant_without_a_service_is_asked_about_at_the_first_shard_of_the_pool() {
        assertThat(found()).contains(URI.create("https://tenant-runtime.millwright-pool.svc:8443"));
    }

    @Test
    void a_tenant_is_asked_about_at_the_shard_that_its_service_stands_for() {
        services.put("tenant-acme", alias("tenant-runtime.millwright-pool-2.svc.cluster.local"));

        assertThat(found()).contains(URI.create("https://tenant-runtime.millwright-pool-2.svc:8443"));
    }

    @Test
    void a_runtime_of_its_own_is_asked() {
        services.put("tenant-acme", runtime());

        assertThat(found()).contains(URI.create("https://tenant-runtime.tenant-acme.svc:8443"));
    }

    @Test
    void a_shard_that_is_not_there_yet_is_waited_for() {
        services.put("tenant-acme", alias("tenant-runtime.millwright-pool-3.svc.cluster.local"));

        assertThat(found()).isEmpty();
    }

    @Test
    void a_service_that_stands_for_anything_but_a_shard_leads_nowhere() {
        for (String elsewhere : new String[] {
            "tenant-runtime.tenant-other.svc.cluster.local",
            "tenant-runtime.millwright-pool-2.example.com",
            "evil.example.com",
            "tenant-runtime.millwright-pool-2",
            ""
        }) {
            services.put("tenant-acme", alias(elsewhere));

            assertThat(found()).as(elsewhere).isEmpty();
        }
    }

    private Optional<URI> found() {
        return ServiceRuntimeLocator.find(ACME, namespace -> Optional.ofNullable(services.get(namespace)));
    }

    private static Service runtime() {
        return new ServiceBuilder()
                .withNewSpec()
                .addNewPort()
                .withName("https")
                .withPort(8443)
                .endPort()
                .endSpec()
                .build();
    }

    private static Service alias(String name) {
        return new ServiceBuilder()
                .withNewSpec()
                .withType("ExternalName")
                .withExternalName(name)
                .endSpec()
                .build();
    }
}

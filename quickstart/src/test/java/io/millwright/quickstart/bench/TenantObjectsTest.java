package io.millwright.quickstart.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.millwright.crd.v1alpha1.Tenant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TenantObjectsTest {

    @Test
    void what_a_tenant_lacks_and_what_it_should_not_have_are_faults_by_name() {
        Tenant tenant = Serialization.unmarshal("""
            apiVersion: millwright.io/v1alpha1
            kind: Tenant
            metadata: {name: bench-00001}
            spec: {tier: professional}
            status: {incarnation: 01ABC}
            """, Tenant.class);
        TenantObjects found = new TenantObjects();
        found.add(tenant);
        found.add(map("broker-config"));
        found.add(map("broker-konfig"));

        List<String> faults = found.faults(2);

        assertThat(faults)
                .contains(
                        "There should be 2 Tenants and there are 1.",
                        "Of 1 Tenants only 0 are still Ready.",
                        "ConfigMap tenant-bench-00001/grafana-config is missing.",
                        "ConfigMap tenant-bench-00001/broker-konfig is not one of a professional tenant's.",
                        "So it is with %d more.".formatted(TenantObjects.EACH - 2 - 5))
                .doesNotContain("ConfigMap tenant-bench-00001/broker-config is missing.");
    }

    private static ConfigMap map(String name) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace("tenant-bench-00001")
                .withName(name)
                .endMetadata()
                .build();
    }
}

package io.millwright.controlplane.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OwnedFieldsTest {

    private static final String LIVE = """
        apiVersion: millwright.io/v1alpha1
        kind: Tenant
        metadata:
          name: acme
          managedFields:
          - manager: us
            operation: Apply
            fieldsV1:
              f:spec: {f:displayName: {}, f:limits: {f:devices: {}}, f:tags: {'k:{"name":"a"}': {f:unit: {}}}, f:gone: {}}
          - manager: us
            operation: Apply
            subresource: status
            fieldsV1: {f:status: {f:usage: {}}}
          - manager: kubectl
            operation: Apply
            fieldsV1: {f:spec: {f:tier: {}, f:limits: {f:storageGi: {}}}}
        spec:
          displayName: Acme
          tier: starter
          limits: {devices: 5, storageGi: 3}
          tags: [{name: a, unit: bar}]
        """;

    @Test
    void only_what_the_manager_applied_is_said_again() {
        GenericKubernetesResource live = Serialization.unmarshal(LIVE, GenericKubernetesResource.class);

        Map<String, Object> owned = OwnedFields.ofSpec(live, "us");

        assertThat(owned)
                .containsEntry("displayName", "Acme")
                .containsEntry("limits", Map.of("devices", 5))
                .containsEntry("tags", List.of(Map.of("name", "a", "unit", "bar")))
                .hasSize(3);
    }

    @Test
    void who_applied_nothing_owns_nothing() {
        GenericKubernetesResource live = Serialization.unmarshal(LIVE, GenericKubernetesResource.class);

        assertThat(OwnedFields.ofSpec(live, "somebody")).isEmpty();
    }

    @Test
    void a_patch_merges_objects_replaces_the_rest_and_takes_away_with_null() {
        Map<String, @Nullable Object> limits = new LinkedHashMap<>();
        limits.put("devices", null);
        limits.put("storageGi", 4);

        Map<String, Object> merged = MergePatch.apply(
                Map.of("tier", "starter", "limits", Map.of("devices", 5), "tags", List.of(1, 2)),
                Map.of("limits", limits, "tags", List.of(3)));

        assertThat(merged)
                .containsEntry("tier", "starter")
                .containsEntry("limits", Map.of("storageGi", 4))
                .containsEntry("tags", List.of(3));
    }
}

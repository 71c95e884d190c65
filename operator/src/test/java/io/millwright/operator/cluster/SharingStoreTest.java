package io.millwright.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.FieldsV1;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SharingStoreTest {

    private final SharingStore<ConfigMap> store = new SharingStore<>();

    @Test
    void equal_ownership_is_kept_once_and_read_as_it_was() {
        store.put("a/broker", owned("a", "f:data"));
        store.put("b/broker", owned("b", "f:data"));

        assertThat(ownership("a/broker")).isSameAs(ownership("b/broker"));
        assertThat(store.get("b/broker")).isEqualTo(owned("b", "f:data"));
    }

    @Test
    void different_ownership_stays_apart() {
        store.put("a/broker", owned("a", "f:data"));
        store.put("b/broker", owned("b", "f:binaryData"));

        assertThat(store.get("a/broker")).isEqualTo(owned("a", "f:data"));
        assertThat(store.get("b/broker")).isEqualTo(owned("b", "f:binaryData"));
    }

    @Test
    void an_object_that_nobody_owns_a_field_of_is_kept_as_it_is() {
        ConfigMap plain = new ConfigMapBuilder()
                .withNewMetadata()
                .withName("plain")
                .endMetadata()
                .build();

        store.put("plain", plain);

        assertThat(store.get("plain")).isSameAs(plain);
    }

    private FieldsV1 ownership(String key) {
        return store.get(key).getMetadata().getManagedFields().getFirst().getFieldsV1();
    }

    private static ConfigMap owned(String namespace, String field) {
        FieldsV1 fields = new FieldsV1();
        fields.setAdditionalProperty(field, Map.of("f:broker.properties", Map.of()));
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName("broker")
                .addNewManagedField()
                .withManager("millwright-operator")
                .withFieldsV1(fields)
                .endManagedField()
                .endMetadata()
                .build();
    }

    @Test
    void equal_large_content_of_config_maps_is_one_copy() {
        store.put("a", map("a"));
        store.put("b", map("b"));

        String content = store.get("a").getData().get("dashboard.json");

        assertThat(store.get("b").getData().get("dashboard.json"))
                .isEqualTo("x".repeat(5_000))
                .isSameAs(content);
    }

    private static ConfigMap map(String name) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .addToData("dashboard.json", "x".repeat(5_000))
                .addToData("small", name)
                .build();
    }
}

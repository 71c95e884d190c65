package io.millwright.quickstart.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.TreeMap;

/** JSON of Kubernetes objects with sorted keys: equal objects have equal texts. */
final class CanonicalJson {

    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();
    private static final ObjectMapper SORTED =
            new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

    private CanonicalJson() {}

    static String of(Object object) {
        try {
            return SORTED.writeValueAsString(SORTED.readValue(SERIALIZATION.asJson(object), TreeMap.class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonNode tree(Object object) {
        return SERIALIZATION.convertValue(object, JsonNode.class);
    }
}

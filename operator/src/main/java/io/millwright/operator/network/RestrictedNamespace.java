package io.millwright.operator.network;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.millwright.operator.plan.Labels;
import java.util.Map;
import java.util.TreeMap;

/** A namespace in which only pods of the restricted standard start. */
public final class RestrictedNamespace {

    private static final Map<String, String> POD_SECURITY = new TreeMap<>(Map.of(
            "pod-security.kubernetes.io/enforce", "restricted",
            "pod-security.kubernetes.io/audit", "restricted",
            "pod-security.kubernetes.io/warn", "restricted"));

    /** Of the platform rather than of a tenant. */
    public static Namespace ofPlatform(String name, String instance, String component) {
        return new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(Labels.ofInstance(instance, component))
                .addToLabels(POD_SECURITY)
                .endMetadata()
                .build();
    }

    static Map<String, String> podSecurity() {
        return POD_SECURITY;
    }

    private RestrictedNamespace() {}
}

package io.millwright.operator.plan;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Labels and annotations of everything the operator emits; informers and selectors rely on them. */
public final class Labels {

    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    public static final String OPERATOR = "millwright-operator";
    public static final String PART_OF = "app.kubernetes.io/part-of";
    public static final String NAME = "app.kubernetes.io/name";
    public static final String INSTANCE = "app.kubernetes.io/instance";
    public static final String TENANT = "millwright.io/tenant";

    /** Annotation: which creation of the tenant an object belongs to. */
    public static final String INCARNATION = "millwright.io/incarnation";

    /** Selects what the operator emits. */
    public static final String OURS = MANAGED_BY + "=" + OPERATOR;

    /** Of an object of a tenant; {@code component} is the value of {@code app.kubernetes.io/name}. */
    public static ObjectMeta metadata(TenantPlan plan, String namespace, String name, String component) {
        return metadata(plan.tenant(), plan.incarnation(), namespace, name, component);
    }

    public static ObjectMeta metadata(
            String tenant, Incarnation incarnation, String namespace, String name, String component) {
        return new ObjectMetaBuilder()
                .withNamespace(namespace)
                .withName(name)
                .withLabels(ofTenant(tenant, component))
                .withAnnotations(Map.of(INCARNATION, incarnation.ulid()))
                .build();
    }

    public static Map<String, String> ofTenant(String tenant, String component) {
        Map<String, String> labels = new LinkedHashMap<>(ofInstance(tenant, component));
        labels.put(TENANT, tenant);
        return labels;
    }

    /** Of what pooled tenants or the whole platform share. */
    public static Map<String, String> ofInstance(String instance, String component) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(MANAGED_BY, OPERATOR);
        labels.put(PART_OF, "millwright");
        labels.put(NAME, component);
        labels.put(INSTANCE, instance);
        return labels;
    }

    /** What selectors match: never more than name and instance, because a selector cannot change. */
    public static Map<String, String> selector(String instance, String component) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(NAME, component);
        labels.put(INSTANCE, instance);
        return labels;
    }

    public static Optional<String> tenantOf(HasMetadata object) {
        return label(object, TENANT);
    }

    public static boolean ours(HasMetadata object) {
        return label(object, MANAGED_BY).filter(OPERATOR::equals).isPresent();
    }

    public static Optional<String> incarnationOf(HasMetadata object) {
        return annotation(object, INCARNATION);
    }

    public static Optional<String> annotation(HasMetadata object, String key) {
        Map<String, String> annotations = object.getMetadata().getAnnotations();
        return annotations == null ? Optional.empty() : Optional.ofNullable(annotations.get(key));
    }

    private static Optional<String> label(HasMetadata object, String key) {
        Map<String, String> labels = object.getMetadata().getLabels();
        return labels == null ? Optional.empty() : Optional.ofNullable(labels.get(key));
    }

    private Labels() {}
}

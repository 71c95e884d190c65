package io.millwright.quickstart.bench;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.operator.plan.Labels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a tenant of the tier "professional" consists of, counted and compared from outside the operator. */
final class TenantObjects {

    /** How many of each kind one tenant has, in an order in which they can be made. */
    private record Count<R extends HasMetadata>(Class<R> kind, int each) {}

    private static final List<Count<?>> COUNTS = List.of(
            new Count<>(Namespace.class, 1),
            new Count<>(NetworkPolicy.class, 4),
            new Count<>(ResourceQuota.class, 1),
            new Count<>(LimitRange.class, 1),
            new Count<>(ServiceAccount.class, 3),
            new Count<>(Secret.class, 5),
            new Count<>(ConfigMap.class, 1),
            new Count<>(Service.class, 3),
            new Count<>(StatefulSet.class, 2),
            new Count<>(Deployment.class, 1),
            new Count<>(HorizontalPodAutoscaler.class, 1));

    /** Every object of a tenant, and the Tenant. */
    static final int EACH = COUNTS.stream().mapToInt(Count::each).sum() + 1;

    private TenantObjects() {}

    /** All objects that belong to tenants, by kind. */
    static Map<Class<?>, List<? extends HasMetadata>> all(KubernetesClient client) {
        Map<Class<?>, List<? extends HasMetadata>> found = new LinkedHashMap<>();
        found.put(Tenant.class, client.resources(Tenant.class).list().getItems());
        for (Count<?> count : COUNTS) {
            found.put(
                    count.kind(),
                    client.resources(count.kind())
                            .inAnyNamespace()
                            .withLabel(Labels.TENANT)
                            .list()
                            .getItems());
        }
        return found;
    }

    /** One sentence for each kind of which there are more or fewer than there should be. */
    static List<String> faults(Map<Class<?>, List<? extends HasMetadata>> found, int tenants) {
        List<String> faults = new ArrayList<>();
        check(faults, found, Tenant.class, tenants);
        for (Count<?> count : COUNTS) {
            check(faults, found, count.kind(), tenants * count.each());
        }
        return faults;
    }

    private static void check(
            List<String> faults, Map<Class<?>, List<? extends HasMetadata>> found, Class<?> kind, int expected) {
        int stored = found.getOrDefault(kind, List.of()).size();
        if (stored != expected) {
            faults.add("There should be %d of kind %s and there are %d."
                    .formatted(expected, kind.getSimpleName(), stored));
        }
    }

    /** Every object with its resourceVersion: equal before and after means that nothing was written. */
    static Map<String, String> versions(Map<Class<?>, List<? extends HasMetadata>> found) {
        Map<String, String> versions = new TreeMap<>();
        found.forEach((kind, objects) -> objects.forEach(object -> versions.put(
                kind.getSimpleName() + " " + object.getMetadata().getNamespace() + "/"
                        + object.getMetadata().getName(),
                object.getMetadata().getResourceVersion())));
        return versions;
    }
}

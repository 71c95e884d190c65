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
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.crd.v1alpha1.TenantStatus;
import io.millwright.operator.plan.Labels;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a tenant of the tier "professional" consists of, counted, named and compared from outside the operator. It is written
 * down here a second time: an object that the operator forgets, or makes besides, is a fault of the run.
 */
final class TenantObjects {

    /** What may carry a tenant's label, in an order in which it can be made. */
    private static final List<Class<? extends HasMetadata>> KINDS = List.of(
            Namespace.class,
            NetworkPolicy.class,
            ResourceQuota.class,
            LimitRange.class,
            ServiceAccount.class,
            Secret.class,
            ConfigMap.class,
            Service.class,
            StatefulSet.class,
            Deployment.class,
            HorizontalPodAutoscaler.class,
            PodDisruptionBudget.class,
            Ingress.class);

    /** {@code T} stands for the tenant, {@code I} for its incarnation; names without a namespace lie in the tenant's own. */
    private static final Map<String, List<String>> NAMES = Map.ofEntries(
            Map.entry("Namespace", List.of("/tenant-T")),
            Map.entry("NetworkPolicy", List.of("default-deny", "broker", "historian", "tenant-runtime", "grafana")),
            Map.entry("ResourceQuota", List.of("tenant")),
            Map.entry("LimitRange", List.of("tenant")),
            Map.entry("ServiceAccount", List.of("broker", "historian", "tenant-runtime", "grafana")),
            Map.entry(
                    "Secret",
                    List.of(
                            "millwright-pki/T-I-ca",
                            "historian-admin",
                            "broker-tls",
                            "runtime-T",
                            "runtime-server",
                            "grafana")),
            Map.entry("ConfigMap", List.of("broker-config", "grafana-config", "grafana-dashboards")),
            Map.entry("Service", List.of("broker", "historian", "tenant-runtime", "grafana")),
            Map.entry("StatefulSet", List.of("broker", "historian")),
            Map.entry("Deployment", List.of("tenant-runtime", "grafana")),
            Map.entry("HorizontalPodAutoscaler", List.of("tenant-runtime")),
            Map.entry("Ingress", List.of("grafana")));

    /** Every object of a tenant, and the Tenant. */
    static final int EACH = NAMES.values().stream().mapToInt(List::size).sum() + 1;

    private static final int TOLD = 5;

    private TenantObjects() {}

    /** All objects that belong to tenants, by kind. */
    static Map<Class<?>, List<? extends HasMetadata>> all(KubernetesClient client) {
        Map<Class<?>, List<? extends HasMetadata>> found = new LinkedHashMap<>();
        found.put(Tenant.class, client.resources(Tenant.class).list().getItems());
        for (Class<? extends HasMetadata> kind : KINDS) {
            found.put(
                    kind,
                    client.resources(kind)
                            .inAnyNamespace()
                            .withLabel(Labels.TENANT)
                            .list()
                            .getItems());
        }
        return found;
    }

    /** One sentence for each of the first objects that are missing or too many, and how many more there are. */
    static List<String> faults(Map<Class<?>, List<? extends HasMetadata>> found, int tenants) {
        List<? extends HasMetadata> all = found.getOrDefault(Tenant.class, List.of());
        Set<String> expected = new TreeSet<>();
        all.forEach(tenant -> expected.addAll(expected((Tenant) tenant)));
        Set<String> stored = new TreeSet<>();
        found.values()
                .forEach(objects -> objects.stream()
                        .filter(object -> !(object instanceof Tenant))
                        .forEach(object -> stored.add(key(
                                object.getKind(),
                                object.getMetadata().getNamespace() == null
                                        ? ""
                                        : object.getMetadata().getNamespace(),
                                object.getMetadata().getName()))));
        List<String> faults = new ArrayList<>();
        if (all.size() != tenants) {
            faults.add("There should be %d Tenants and there are %d.".formatted(tenants, all.size()));
        }
        tell(faults, expected, stored, "%s is missing.");
        tell(faults, stored, expected, "%s is not one of a professional tenant's.");
        return faults;
    }

    private static void tell(List<String> faults, Set<String> these, Set<String> without, String sentence) {
        List<String> rest = these.stream().filter(key -> !without.contains(key)).toList();
        rest.stream().limit(TOLD).map(sentence::formatted).forEach(faults::add);
        if (rest.size() > TOLD) {
            faults.add("So it is with %d more.".formatted(rest.size() - TOLD));
        }
    }

    private static List<String> expected(Tenant tenant) {
        String name = tenant.getMetadata().getName();
        String incarnation = Optional.ofNullable(tenant.getStatus())
                .map(TenantStatus::getIncarnation)
                .orElse("")
                .toLowerCase(Locale.ROOT);
        List<String> expected = new ArrayList<>();
        NAMES.forEach((kind, names) -> names.forEach(pattern -> {
            String real = pattern.replace("T", name).replace("I", incarnation);
            expected.add(real.contains("/") ? kind + " " + real : key(kind, "tenant-" + name, real));
        }));
        return expected;
    }

    private static String key(String kind, String namespace, String name) {
        return kind + " " + namespace + "/" + name;
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

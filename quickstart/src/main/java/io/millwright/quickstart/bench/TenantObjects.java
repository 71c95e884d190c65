package io.millwright.quickstart.bench;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ObjectMeta;
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
import io.fabric8.kubernetes.client.dsl.Listable;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.crd.v1alpha1.TenantStatus;
import io.millwright.operator.plan.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

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

    /** Objects that are asked for at once. All of a kind would be gigabytes on their way, beside what is measured. */
    private static final long PAGE = 500;

    private final Map<String, String> versions = new TreeMap<>();
    private final Set<String> stored = new TreeSet<>();
    private final Set<String> expected = new TreeSet<>();
    private int tenants;
    private int ready;

    /** All there are now. Of each it keeps name and version: the objects themselves would outweigh the operator. */
    static TenantObjects of(KubernetesClient client) {
        TenantObjects found = new TenantObjects();
        each(client, found::add);
        return found;
    }

    /** Shows every object that belongs to a tenant once, Tenants first and then in an order in which they can be made. */
    static void each(KubernetesClient client, Consumer<HasMetadata> seen) {
        pages(client.resources(Tenant.class), seen);
        KINDS.forEach(kind -> pages(client.resources(kind).inAnyNamespace().withLabel(Labels.TENANT), seen));
    }

    private static <R extends HasMetadata> void pages(
            Listable<? extends KubernetesResourceList<R>> objects, Consumer<HasMetadata> seen) {
        ListOptions options = new ListOptionsBuilder().withLimit(PAGE).build();
        do {
            KubernetesResourceList<R> page = objects.list(options);
            page.getItems().forEach(seen);
            options.setContinue(page.getMetadata().getContinue());
        } while (options.getContinue() != null && !options.getContinue().isEmpty());
    }

    void add(HasMetadata object) {
        ObjectMeta metadata = object.getMetadata();
        String namespace = metadata.getNamespace() == null ? "" : metadata.getNamespace();
        String key = key(object.getKind(), namespace, metadata.getName());
        versions.put(key, metadata.getResourceVersion() == null ? "" : metadata.getResourceVersion());
        if (object instanceof Tenant tenant) {
            tenants++;
            ready += Readiness.isReady(tenant) ? 1 : 0;
            expected.addAll(expected(tenant));
        } else {
            stored.add(key);
        }
    }

    /** How many there are, Tenants among them. */
    int count() {
        return versions.size();
    }

    /** Every object with its resourceVersion: equal before and after means that nothing was written. */
    Map<String, String> versions() {
        return versions;
    }

    /** One sentence for each of the first objects that are missing or too many, and how many more there are. */
    List<String> faults(int wanted) {
        List<String> faults = new ArrayList<>();
        if (tenants != wanted) {
            faults.add("There should be %d Tenants and there are %d.".formatted(wanted, tenants));
        }
        if (ready != tenants) {
            faults.add("Of %d Tenants only %d are still Ready.".formatted(tenants, ready));
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
}

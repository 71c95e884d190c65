package io.millwright.operator.tenant;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import io.millwright.operator.plan.Labels;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The checks of the multi-tenancy benchmarks, by their names there, over one namespace and everything in it. They ask what a
 * tenant with an account of the cluster could do; ours have none, so what is checked is that the namespace would refuse it,
 * that nothing in it holds a token or a right, and that what we put there asks for nothing of the kind.
 */
final class MultiTenancyBenchmark {

    /** Checks that apply. */
    static final Map<String, Function<Scope, Stream<String>>> CHECKS = checks();

    /** Checks that do not, and why. */
    static final Map<String, String> NOT_APPLICABLE = Map.of(
            "create_network_policies", "self-service by kubectl: tenants have no account of the cluster",
            "create_role_bindings", "self-service by kubectl: tenants have no account of the cluster",
            "require_always_pull_image",
                    "guards private images of tenants: there are none, and no credentials to pull any, which is"
                            + " checked; pulling at each start would tie every restart to the registry");

    private static final Set<String> ENFORCED =
            Set.of("pod-security.kubernetes.io/enforce", "pod-security.kubernetes.io/audit");

    /** One namespace and what was emitted into it. */
    record Scope(Namespace namespace, Collection<HasMetadata> objects) {

        <T extends HasMetadata> Stream<T> all(Class<T> kind) {
            return objects.stream().filter(kind::isInstance).map(kind::cast);
        }

        Stream<Map<?, ?>> pods() {
            return objects.stream().flatMap(PodSecurity::pods);
        }

        BigDecimal quota(String resource) {
            return all(ResourceQuota.class)
                    .map(quota -> quota.getSpec().getHard().get(resource))
                    .filter(java.util.Objects::nonNull)
                    .map(Quantity::getAmountInBytes)
                    .findFirst()
                    .orElse(BigDecimal.valueOf(-1));
        }
    }

    /** By namespace; what lies in a namespace that is not among the objects is left out. */
    static List<Scope> scopes(Collection<HasMetadata> objects) {
        return objects.stream()
                .filter(Namespace.class::isInstance)
                .map(Namespace.class::cast)
                .map(namespace -> new Scope(
                        namespace,
                        objects.stream()
                                .filter(object -> namespace
                                        .getMetadata()
                                        .getName()
                                        .equals(object.getMetadata().getNamespace()))
                                .toList()))
                .toList();
    }

    static List<String> violations(Scope scope) {
        List<String> violations = new ArrayList<>();
        CHECKS.forEach((check, of) -> of.apply(scope)
                .map(violation -> "%s in %s: %s"
                        .formatted(check, scope.namespace().getMetadata().getName(), violation))
                .forEach(violations::add));
        return violations;
    }

    private static Map<String, Function<Scope, Stream<String>>> checks() {
        Map<String, Function<Scope, Stream<String>>> checks = new LinkedHashMap<>();
        for (String pods : List.of(
                "block_add_capabilities",
                "block_privilege_escalation",
                "block_privileged_containers",
                "block_use_of_host_ipc",
                "block_use_of_host_networking_and_ports",
                "block_use_of_host_path",
                "block_use_of_host_pid",
                "require_run_as_non_root_user")) {
            checks.put(pods, MultiTenancyBenchmark::podSecurity);
        }
        for (String rights : List.of(
                "block_access_to_cluster_resources",
                "block_multitenant_resources",
                "block_ns_quota",
                "block_other_tenant_resources")) {
            checks.put(rights, MultiTenancyBenchmark::noRights);
        }
        checks.put("block_use_of_nodeport_services", MultiTenancyBenchmark::nodePorts);
        checks.put(
                "configure_ns_object_quota",
                scope -> quotas(
                        scope, "pods", "persistentvolumeclaims", "services.loadbalancers", "services.nodeports"));
        checks.put(
                "configure_ns_quotas",
                scope -> quotas(scope, "requests.cpu", "requests.memory", "limits.memory", "requests.storage"));
        checks.put("default_deny", MultiTenancyBenchmark::closed);
        checks.put("no_pull_credentials", MultiTenancyBenchmark::noPullCredentials);
        return checks;
    }

    private static Stream<String> podSecurity(Scope scope) {
        Map<String, String> labels =
                new TreeMap<>(scope.namespace().getMetadata().getLabels());
        return Stream.concat(
                ENFORCED.stream()
                        .filter(label -> !"restricted".equals(labels.get(label)))
                        .map(label -> label + " is " + labels.get(label)),
                scope.objects().stream().flatMap(object -> PodSecurity.violations(object).stream()));
    }

    private static Stream<String> noRights(Scope scope) {
        return Stream.of(
                        scope.objects().stream()
                                .filter(object -> object.getApiVersion().startsWith("rbac."))
                                .map(object -> object.getKind() + " gives rights"),
                        scope.all(ServiceAccount.class)
                                .filter(account -> !Boolean.FALSE.equals(account.getAutomountServiceAccountToken()))
                                .map(account ->
                                        "account " + account.getMetadata().getName() + " hands out its token"),
                        scope.pods()
                                .filter(pod -> !Boolean.FALSE.equals(pod.get("automountServiceAccountToken")))
                                .map(pod -> "a pod mounts a token: " + pod.get("serviceAccountName")),
                        scope.pods()
                                .filter(pod -> pod.get("serviceAccountName") == null)
                                .map(_ -> "a pod runs as the account that every pod of the namespace has"))
                .flatMap(violations -> violations);
    }

    /** A load balancer takes one node port for each of its ports. */
    private static Stream<String> nodePorts(Scope scope) {
        long taken = scope.all(Service.class)
                .filter(service -> "LoadBalancer".equals(service.getSpec().getType()))
                .mapToLong(service -> service.getSpec().getPorts().size())
                .sum();
        Stream<String> more =
                !isTenants(scope) || scope.quota("services.nodeports").longValue() == taken
                        ? Stream.empty()
                        : Stream.of("%d node ports are needed and the quota is %s"
                                .formatted(taken, scope.quota("services.nodeports")));
        return Stream.concat(
                more,
                scope.all(Service.class)
                        .filter(service -> "NodePort".equals(service.getSpec().getType()))
                        .map(service -> "Service " + service.getMetadata().getName() + " is a NodePort"));
    }

    /** The platform's own namespaces hold what all tenants share: nobody's share of the cluster. */
    private static Stream<String> quotas(Scope scope, String... resources) {
        return isTenants(scope)
                ? Stream.of(resources)
                        .filter(resource -> scope.quota(resource).signum() < 0)
                        .map(resource -> "no quota of " + resource)
                : Stream.empty();
    }

    private static Stream<String> closed(Scope scope) {
        if (scope.pods().findAny().isEmpty() && !isTenants(scope)) {
            return Stream.empty();
        }
        return scope.all(NetworkPolicy.class).map(NetworkPolicy::getSpec).anyMatch(MultiTenancyBenchmark::closesAll)
                ? Stream.empty()
                : Stream.of("no policy closes every pod");
    }

    private static boolean closesAll(NetworkPolicySpec spec) {
        return (spec.getPodSelector() == null
                        || (spec.getPodSelector().getMatchLabels() == null
                                || spec.getPodSelector().getMatchLabels().isEmpty()))
                && Set.copyOf(spec.getPolicyTypes()).equals(Set.of("Ingress", "Egress"))
                && spec.getIngress().isEmpty()
                && spec.getEgress().isEmpty();
    }

    private static Stream<String> noPullCredentials(Scope scope) {
        return scope.pods()
                .filter(pod -> pod.get("imagePullSecrets") != null)
                .map(pod -> "a pod holds credentials of a registry: " + pod.get("imagePullSecrets"));
    }

    private static boolean isTenants(Scope scope) {
        return Labels.tenantOf(scope.namespace()).isPresent();
    }

    private MultiTenancyBenchmark() {}
}

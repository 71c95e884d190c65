package io.millwright.operator.tenant;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The restricted profile of the pod security standards, as the admission controller of Kubernetes checks it, over whatever
 * holds a pod: it is found by its containers, so a kind that is new here needs no line.
 */
final class PodSecurity {

    private static final Set<String> VOLUMES = Set.of(
            "configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret");
    private static final Set<String> SYSCTLS = Set.of(
            "kernel.shm_rmid_forced",
            "net.ipv4.ip_local_port_range",
            "net.ipv4.ip_unprivileged_port_start",
            "net.ipv4.tcp_syncookies",
            "net.ipv4.ping_group_range",
            "net.ipv4.ip_local_reserved_ports",
            "net.ipv4.tcp_keepalive_time",
            "net.ipv4.tcp_fin_timeout",
            "net.ipv4.tcp_keepalive_intvl",
            "net.ipv4.tcp_keepalive_probes",
            "net.ipv4.tcp_rmem",
            "net.ipv4.tcp_wmem");
    private static final Set<String> SELINUX =
            Set.of("", "container_t", "container_init_t", "container_kvm_t", "container_engine_t");
    private static final Set<String> CONFINED = Set.of("RuntimeDefault", "Localhost");

    private final String where;
    private final List<String> violations = new ArrayList<>();

    private PodSecurity(String where) {
        this.where = where;
    }

    /** One sentence per violation; none if the object holds no pod. */
    static List<String> violations(HasMetadata object) {
        return pods(object)
                .flatMap(pod ->
                        violations(object.getKind() + " " + object.getMetadata().getName(), pod))
                .toList();
    }

    /** The specs of all pods that an object describes. */
    static Stream<Map<?, ?>> pods(HasMetadata object) {
        return pods(Serialization.unmarshal(Serialization.asJson(object), Map.class));
    }

    static Stream<Map<?, ?>> pods(@Nullable Object tree) {
        return switch (tree) {
            case Map<?, ?> map when map.get("containers") instanceof List<?> -> Stream.of(map);
            case Map<?, ?> map -> map.values().stream().flatMap(PodSecurity::pods);
            case List<?> list -> list.stream().flatMap(PodSecurity::pods);
            case null, default -> Stream.empty();
        };
    }

    static Stream<String> violations(String where, Map<?, ?> pod) {
        PodSecurity check = new PodSecurity(where);
        check.pod(pod);
        return check.violations.stream();
    }

    private void pod(Map<?, ?> pod) {
        for (String host : List.of("hostNetwork", "hostPID", "hostIPC")) {
            never(pod, host, Boolean.TRUE::equals);
        }
        Map<?, ?> context = map(pod, "securityContext");
        context("the pod", context);
        list(context, "sysctls").forEach(sysctl -> never(sysctl, "name", name -> !SYSCTLS.contains(name)));
        for (Map<?, ?> volume : list(pod, "volumes")) {
            volume.keySet().stream()
                    .filter(type -> !type.equals("name") && !VOLUMES.contains(type))
                    .forEach(type -> violated("volume %s is a %s".formatted(volume.get("name"), type)));
        }
        for (String kind : List.of("containers", "initContainers", "ephemeralContainers")) {
            list(pod, kind).forEach(container -> container(container, context));
        }
    }

    private void container(Map<?, ?> container, Map<?, ?> pod) {
        String name = "container " + container.get("name");
        Map<?, ?> context = map(container, "securityContext");
        context(name, context);
        never(context, "privileged", Boolean.TRUE::equals);
        never(context, "procMount", mount -> !mount.equals("Default"));
        if (!Boolean.FALSE.equals(context.get("allowPrivilegeEscalation"))) {
            violated(name + " may escalate its privileges");
        }
        if (!Boolean.TRUE.equals(either(context, pod, "runAsNonRoot"))) {
            violated(name + " may run as root");
        }
        if (!(either(context, pod, "seccompProfile") instanceof Map<?, ?> profile)
                || !CONFINED.contains(profile.get("type"))) {
            violated(name + " has no seccomp profile");
        }
        Map<?, ?> capabilities = map(context, "capabilities");
        if (!(capabilities.get("drop") instanceof List<?> dropped) || !dropped.contains("ALL")) {
            violated(name + " keeps capabilities");
        }
        if (capabilities.get("add") instanceof List<?> added) {
            added.stream()
                    .filter(capability -> !capability.equals("NET_BIND_SERVICE"))
                    .forEach(capability -> violated(name + " adds capability " + capability));
        }
        list(container, "ports").forEach(port -> never(port, "hostPort", number -> !number.equals(0)));
        BiConsumer<Object, Object> host = (_, action) -> {
            if (action instanceof Map<?, ?> handler) {
                never(map(handler, "httpGet"), "host", given -> !given.equals(""));
                never(map(handler, "tcpSocket"), "host", given -> !given.equals(""));
            }
        };
        for (String probe : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
            host.accept(probe, container.get(probe));
        }
        map(container, "lifecycle").forEach(host);
    }

    /** What a pod and a container may both say. */
    private void context(String whose, Map<?, ?> context) {
        never(context, "runAsUser", user -> user.equals(0));
        never(context, "runAsNonRoot", Boolean.FALSE::equals);
        never(map(context, "seccompProfile"), "type", type -> !CONFINED.contains(type));
        never(map(context, "appArmorProfile"), "type", type -> !CONFINED.contains(type));
        never(map(context, "windowsOptions"), "hostProcess", Boolean.TRUE::equals);
        Map<?, ?> selinux = map(context, "seLinuxOptions");
        never(selinux, "type", type -> !SELINUX.contains(type));
        never(selinux, "user", user -> !user.equals(""));
        never(selinux, "role", role -> !role.equals(""));
    }

    private void never(Map<?, ?> map, String field, Predicate<Object> forbidden) {
        Object value = map.get(field);
        if (value != null && forbidden.test(value)) {
            violated("%s is %s".formatted(field, value));
        }
    }

    private void violated(String what) {
        violations.add(where + ": " + what);
    }

    private static @Nullable Object either(Map<?, ?> container, Map<?, ?> pod, String field) {
        Object own = container.get(field);
        return own == null ? pod.get(field) : own;
    }

    private static Map<?, ?> map(Map<?, ?> from, String field) {
        return from.get(field) instanceof Map<?, ?> found ? found : Map.of();
    }

    private static List<Map<?, ?>> list(Map<?, ?> from, String field) {
        List<Map<?, ?>> entries = new ArrayList<>();
        if (from.get(field) instanceof List<?> found) {
            found.forEach(entry -> {
                if (entry instanceof Map<?, ?> map) {
                    entries.add(map);
                }
            });
        }
        return entries;
    }
}

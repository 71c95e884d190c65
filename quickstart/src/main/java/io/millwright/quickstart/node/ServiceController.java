package io.millwright.quickstart.node;

import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The load balancer of the laptop: a Service of type LoadBalancer gets 127.0.0.1 and the port its pod really listens on.
 * An address once given stays while the pod restarts.
 */
final class ServiceController {

    private final WorkloadController workloads;
    private final Cluster cluster;

    ServiceController(WorkloadController workloads, Cluster cluster) {
        this.workloads = workloads;
        this.cluster = cluster;
    }

    void reconcile(Service service) {
        if (!"LoadBalancer".equals(service.getSpec().getType())) {
            return;
        }
        behind(service)
                .map(pod -> ports(service, pod))
                .filter(ports -> !ports.isEmpty())
                .findFirst()
                .ifPresent(ports -> cluster.patchStatus(
                        service,
                        Map.of("loadBalancer", Map.of("ingress", List.of(Map.of("ip", "127.0.0.1", "ports", ports))))));
    }

    /** The loopback port on which a pod serves now what the Service calls by this name. */
    Optional<Integer> port(Service service, String name) {
        return service.getSpec().getPorts().stream()
                .filter(port -> name.equals(port.getName()))
                .findFirst()
                .flatMap(port -> behind(service)
                        .flatMap(pod -> target(port, pod).stream())
                        .findFirst());
    }

    private Stream<PodRunner> behind(Service service) {
        Map<String, String> selector = service.getSpec().getSelector();
        return selector == null || selector.isEmpty()
                ? Stream.empty()
                : workloads.serving(service.getMetadata().getNamespace()).stream()
                        .filter(pod -> labels(pod).entrySet().containsAll(selector.entrySet()));
    }

    private static List<Map<String, Object>> ports(Service service, PodRunner pod) {
        List<Map<String, Object>> ports = new ArrayList<>();
        for (ServicePort port : service.getSpec().getPorts()) {
            target(port, pod).ifPresent(real -> ports.add(Map.of("port", real, "protocol", "TCP")));
        }
        return ports;
    }

    private static Optional<Integer> target(ServicePort port, PodRunner pod) {
        IntOrString target = port.getTargetPort();
        if (target != null && target.getStrVal() != null) {
            return Optional.ofNullable(pod.ports().get(target.getStrVal()));
        }
        Integer number = target == null || target.getIntVal() == null ? port.getPort() : target.getIntVal();
        return pod.pod().getSpec().getContainers().getFirst().getPorts().stream()
                .filter(container -> Objects.equals(container.getContainerPort(), number))
                .map(ContainerPort::getName)
                .map(pod.ports()::get)
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static Map<String, String> labels(PodRunner pod) {
        return Objects.requireNonNullElse(pod.pod().getMetadata().getLabels(), Map.of());
    }
}

package io.millwright.controlplane.runtime;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.millwright.controlplane.cluster.TenantNamespace;
import io.millwright.wire.TenantId;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;

/** In the cluster: the Service of the tenant's own runtime, or else the pooled one. */
final class ServiceRuntimeLocator implements RuntimeLocator, AutoCloseable {

    private static final String SERVICE = "tenant-runtime";
    private static final String POOL = "millwright-pool";
    private static final String PORT = "https";

    private final SharedIndexInformer<Service> services;

    ServiceRuntimeLocator(KubernetesClient client) {
        services = client.services()
                .inAnyNamespace()
                .withField("metadata.name", SERVICE)
                .runnableInformer(0);
        services.exceptionHandler((_, _) -> true);
        services.start();
    }

    @Override
    public Optional<URI> of(TenantId tenant) {
        return Stream.of(TenantNamespace.of(tenant), POOL)
                .flatMap(namespace -> find(namespace).stream())
                .findFirst();
    }

    private Optional<URI> find(String namespace) {
        return Optional.ofNullable(services.getStore().getByKey(namespace + "/" + SERVICE))
                .flatMap(service -> service.getSpec().getPorts().stream()
                        .filter(port -> PORT.equals(port.getName()))
                        .findFirst())
                .map(port -> URI.create("https://" + SERVICE + "." + namespace + ".svc:" + port.getPort()));
    }

    @Override
    public void close() {
        services.stop();
    }
}

package io.millwright.controlplane.runtime;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.millwright.controlplane.cluster.TenantNamespace;
import io.millwright.wire.TenantId;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * In the cluster: the Service of the tenant's own runtime, or the shard of the pool that a Service of that name in its namespace
 * stands for, or else the pool's first shard.
 */
final class ServiceRuntimeLocator implements RuntimeLocator, AutoCloseable {

    private static final String SERVICE = "tenant-runtime";
    private static final String POOL = "millwright-pool";
    private static final String PORT = "https";

    /** What such a Service may stand for: nobody makes the control plane ask the runtime of another tenant. */
    private static final Pattern SHARD = Pattern.compile("tenant-runtime\\.(millwright-pool-[1-9][0-9]?)\\.svc\\..*");

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
        return find(tenant, namespace -> Optional.ofNullable(services.getStore().getByKey(namespace + "/" + SERVICE)));
    }

    /** @param services by namespace, those that are called as runtimes are */
    static Optional<URI> find(TenantId tenant, Function<String, Optional<Service>> services) {
        String own = TenantNamespace.of(tenant);
        Optional<Service> found = services.apply(own);
        if (found.filter(service -> service.getSpec().getExternalName() != null).isPresent()) {
            return found.map(service -> SHARD.matcher(service.getSpec().getExternalName()))
                    .filter(Matcher::matches)
                    .map(matcher -> matcher.group(1))
                    .flatMap(shard -> services.apply(shard).flatMap(service -> origin(service, shard)));
        }
        return found.flatMap(service -> origin(service, own))
                .or(() -> services.apply(POOL).flatMap(service -> origin(service, POOL)));
    }

    private static Optional<URI> origin(Service service, String namespace) {
        return service.getSpec().getPorts().stream()
                .filter(port -> PORT.equals(port.getName()))
                .findFirst()
                .map(port -> URI.create("https://" + SERVICE + "." + namespace + ".svc:" + port.getPort()));
    }

    @Override
    public void close() {
        services.stop();
    }
}

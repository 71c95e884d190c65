package io.millwright.quickstart.bench;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.crd.v1alpha1.TenantStatus;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The baseline: the library alone writes what the operator wrote, as it wrote it (server-side apply, a Tenant's objects one
 * after the other, as many Tenants at once), each object and each Tenant's status once. It reads, watches, compares and
 * issues nothing.
 */
final class BareClient {

    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager("bare-client")
            .withForce(true)
            .build();

    /** A Tenant, what its status becomes, and its objects in the order in which they are made. */
    private record Work(Tenant tenant, TenantStatus status, List<HasMetadata> objects) {}

    private final Map<String, Work> work = new LinkedHashMap<>();

    /** What many ConfigMaps hold alike, dashboards above all, is kept once. */
    private final Map<String, String> contents = new HashMap<>();

    /** @param client of the server whose objects are written again; they are stripped of what a server adds */
    BareClient(KubernetesClient client) {
        TenantObjects.each(client, this::add);
    }

    private void add(HasMetadata object) {
        if (object instanceof Tenant tenant) {
            TenantStatus status = tenant.getStatus();
            work.put(tenant.getMetadata().getName(), new Work(bare(tenant), status, new ArrayList<>()));
            return;
        }
        if (object instanceof ConfigMap map && map.getData() != null) {
            map.getData().replaceAll((name, content) -> contents.computeIfAbsent(content, same -> same));
        }
        Labels.tenantOf(object)
                .map(work::get)
                .ifPresent(tenant -> tenant.objects().add(bare(object)));
    }

    /** Writes everything and answers when all of it is written. */
    void write(KubernetesClient client, int threads) throws Exception {
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(Names.PKI_NAMESPACE)
                        .endMetadata()
                        .build())
                .create();
        InParallel.forEach(List.copyOf(work.values()), threads, tenant -> write(client, tenant));
    }

    private static void write(KubernetesClient client, Work work) {
        client.resource(work.tenant()).create();
        work.objects().forEach(object -> client.resource(object).patch(APPLY));
        Tenant reported = new Tenant();
        reported.setMetadata(new ObjectMetaBuilder()
                .withName(work.tenant().getMetadata().getName())
                .build());
        reported.setStatus(work.status());
        client.resource(reported).subresource("status").patch(APPLY);
    }

    private static <R extends HasMetadata> R bare(R object) {
        object.getMetadata().setUid(null);
        object.getMetadata().setResourceVersion(null);
        object.getMetadata().setCreationTimestamp(null);
        object.getMetadata().setGeneration(null);
        object.getMetadata().setManagedFields(null);
        switch (object) {
            case Tenant tenant -> tenant.setStatus(null);
            case Namespace namespace -> namespace.setStatus(null);
            case ResourceQuota quota -> quota.setStatus(null);
            case Service service -> service.setStatus(null);
            case StatefulSet set -> set.setStatus(null);
            case Deployment deployment -> deployment.setStatus(null);
            case HorizontalPodAutoscaler autoscaler -> autoscaler.setStatus(null);
            case Ingress ingress -> ingress.setStatus(null);
            default -> {}
        }
        return object;
    }
}

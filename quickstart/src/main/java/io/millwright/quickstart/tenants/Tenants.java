package io.millwright.quickstart.tenants;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.millwright.crd.v1alpha1.Tenant;
import java.util.Comparator;
import java.util.List;

/** The tenants there are, kept up to date by a watch. */
public final class Tenants implements AutoCloseable {

    private final SharedIndexInformer<Tenant> informer;

    private Tenants(SharedIndexInformer<Tenant> informer) {
        this.informer = informer;
    }

    /** @param changed called on a thread of the watch after every change; must not block for long */
    public static Tenants watch(KubernetesClient client, Runnable changed) {
        SharedIndexInformer<Tenant> informer = client.resources(Tenant.class).runnableInformer(0);
        informer.addEventHandler(new ResourceEventHandler<>() {
            @Override
            public void onAdd(Tenant tenant) {
                changed.run();
            }

            @Override
            public void onUpdate(Tenant before, Tenant after) {
                changed.run();
            }

            @Override
            public void onDelete(Tenant tenant, boolean unknown) {
                changed.run();
            }
        });
        informer.run();
        return new Tenants(informer);
    }

    /** By name. */
    public List<TenantView> list() {
        return informer.getStore().list().stream()
                .map(TenantView::of)
                .sorted(Comparator.comparing(TenantView::name))
                .toList();
    }

    @Override
    public void close() {
        informer.stop();
    }
}

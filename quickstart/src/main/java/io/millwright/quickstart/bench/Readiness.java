package io.millwright.quickstart.bench;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.quickstart.up.Progress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Watches Tenants become Ready. */
final class Readiness implements AutoCloseable, ResourceEventHandler<Tenant> {

    private final Set<String> ready = ConcurrentHashMap.newKeySet();
    private final CountDownLatch missing;
    private final int wanted;
    private final SharedIndexInformer<Tenant> informer;

    Readiness(KubernetesClient client, int wanted) {
        this.wanted = wanted;
        this.missing = new CountDownLatch(wanted);
        this.informer = client.resources(Tenant.class).inform();
        informer.addEventHandler(this);
    }

    /** False if none became Ready for so long. */
    boolean await(Duration patience, Progress progress) throws InterruptedException {
        long last = -1;
        long since = System.nanoTime();
        while (!missing.await(5, TimeUnit.SECONDS)) {
            int now = ready.size();
            progress.say("  " + now + " of " + wanted + " Tenants are Ready");
            if (now != last) {
                last = now;
                since = System.nanoTime();
            } else if (System.nanoTime() - since > patience.toNanos()) {
                return false;
            }
        }
        return true;
    }

    static boolean isReady(Tenant tenant) {
        return tenant.getStatus() != null
                && tenant.getStatus().getConditions().stream()
                        .anyMatch(condition ->
                                "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
    }

    private void see(Tenant tenant) {
        if (isReady(tenant) && ready.add(tenant.getMetadata().getName())) {
            missing.countDown();
        }
    }

    @Override
    public void onAdd(Tenant tenant) {
        see(tenant);
    }

    @Override
    public void onUpdate(Tenant before, Tenant tenant) {
        see(tenant);
    }

    @Override
    public void onDelete(Tenant tenant, boolean unknown) {}

    @Override
    public void close() {
        informer.close();
    }
}

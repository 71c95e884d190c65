package io.millwright.controlplane.cluster;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.millwright.crd.v1alpha1.DeviceFleet;
import io.millwright.crd.v1alpha1.Site;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.wire.TenantId;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The custom resources as the informers' caches hold them, a moment behind the API server. What is returned is shared and
 * must not be edited.
 */
@Component
public class Cluster implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Cluster.class);
    private static final Duration FIRST_SYNC = Duration.ofSeconds(20);
    private static final String CONFIGURATION_PREFIX = "fleet-";
    private static final String CONFIGURATION_SUFFIX = "-config";

    private final ApplicationEventPublisher events;
    private final SharedIndexInformer<Tenant> tenants;
    private final SharedIndexInformer<Site> sites;
    private final SharedIndexInformer<DeviceFleet> fleets;
    private final SharedIndexInformer<ConfigMap> configurations;
    private volatile boolean running;

    Cluster(KubernetesClient client, ApplicationEventPublisher events) {
        this.events = events;
        tenants = informer(
                client.resources(Tenant.class),
                tenant -> TenantNamespace.parse(name(tenant)).map(ClusterChange.OfTenant::new));
        sites = informer(
                client.resources(Site.class).inAnyNamespace(),
                site -> tenantOf(site).map(tenant -> new ClusterChange.OfSite(tenant, name(site))));
        fleets = informer(
                client.resources(DeviceFleet.class).inAnyNamespace(),
                fleet -> tenantOf(fleet).map(tenant -> new ClusterChange.OfFleet(tenant, name(fleet))));
        configurations = informer(
                client.configMaps().inAnyNamespace().withLabel("millwright.io/fleet"), Cluster::configurationChange);
    }

    public Optional<Tenant> tenant(TenantId tenant) {
        return Optional.ofNullable(tenants.getStore().getByKey(tenant.value()));
    }

    /** By name. */
    public List<Tenant> tenants() {
        return tenants.getStore().list().stream()
                .sorted(Comparator.comparing(Cluster::name))
                .toList();
    }

    public Optional<Site> site(TenantId tenant, String site) {
        return Optional.ofNullable(sites.getStore().getByKey(TenantNamespace.of(tenant) + "/" + site));
    }

    /** By name. */
    public List<Site> sites(TenantId tenant) {
        return inNamespace(sites, tenant);
    }

    public Optional<DeviceFleet> fleet(TenantId tenant, String fleet) {
        return Optional.ofNullable(fleets.getStore().getByKey(TenantNamespace.of(tenant) + "/" + fleet));
    }

    /** By name. */
    public List<DeviceFleet> fleets(TenantId tenant) {
        return inNamespace(fleets, tenant);
    }

    /** The operator's {@code fleet-<fleet>-config}; its key is {@code configuration.json}. */
    public Optional<ConfigMap> fleetConfiguration(TenantId tenant, String fleet) {
        return Optional.ofNullable(configurations
                .getStore()
                .getByKey(TenantNamespace.of(tenant) + "/" + CONFIGURATION_PREFIX + fleet + CONFIGURATION_SUFFIX));
    }

    /** False until every cache has been filled once. */
    public boolean synced() {
        return running && all().allMatch(SharedIndexInformer::hasSynced);
    }

    /** Whether the caches hold this revision or a later one. */
    boolean hasSeen(HasMetadata written) {
        String namespace = written.getMetadata().getNamespace();
        String key = namespace == null ? name(written) : namespace + "/" + name(written);
        HasMetadata known = switch (written) {
            case Tenant _ -> tenants.getStore().getByKey(key);
            case Site _ -> sites.getStore().getByKey(key);
            case DeviceFleet _ -> fleets.getStore().getByKey(key);
            default -> written;
        };
        return known != null && revision(known) >= revision(written);
    }

    private static long revision(HasMetadata resource) {
        try {
            return Long.parseLong(resource.getMetadata().getResourceVersion());
        } catch (NumberFormatException e) {
            return 0; // no order to go by: whatever the cache has must do
        }
    }

    /** Waits a while for the first lists, so that a started process can answer; it starts without them if it must. */
    @Override
    public void start() {
        running = true;
        CompletableFuture<?>[] lists =
                all().map(informer -> informer.start().toCompletableFuture()).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(lists).get(FIRST_SYNC.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.atWarn()
                    .addKeyValue("reason", String.valueOf(e.getMessage()))
                    .log("the custom resources are not known yet; the informers keep trying");
        }
    }

    @Override
    public void stop() {
        running = false;
        all().forEach(SharedIndexInformer::stop);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before the web server, which starts last. */
    @Override
    public int getPhase() {
        return 0;
    }

    private java.util.stream.Stream<SharedIndexInformer<?>> all() {
        return java.util.stream.Stream.of(tenants, sites, fleets, configurations);
    }

    private <R extends HasMetadata> SharedIndexInformer<R> informer(
            Informable<R> resources, Function<R, Optional<? extends ClusterChange>> change) {
        SharedIndexInformer<R> informer = resources.runnableInformer(0);
        informer.exceptionHandler((started, failure) -> {
            LOG.atWarn()
                    .addKeyValue("reason", String.valueOf(failure.getMessage()))
                    .log("an informer failed; it tries again");
            return true;
        });
        informer.addEventHandler(new ResourceEventHandler<>() {
            @Override
            public void onAdd(R resource) {
                tell(resource);
            }

            @Override
            public void onUpdate(R before, R after) {
                tell(after);
            }

            @Override
            public void onDelete(R resource, boolean unknown) {
                tell(resource);
            }

            private void tell(R resource) {
                change.apply(resource).ifPresent(Cluster.this::publish);
            }
        });
        return informer;
    }

    /** A listener that fails must not take the cache's thread, and so every other listener, with it. */
    private void publish(ClusterChange change) {
        try {
            events.publishEvent(change);
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("tenant", change.tenant())
                    .addKeyValue("change", change.getClass().getSimpleName())
                    .setCause(e)
                    .log("a listener failed on a change of the cluster");
        }
    }

    private static Optional<ClusterChange> configurationChange(ConfigMap map) {
        String name = name(map);
        if (!name.startsWith(CONFIGURATION_PREFIX) || !name.endsWith(CONFIGURATION_SUFFIX)) {
            return Optional.empty();
        }
        String fleet = name.substring(CONFIGURATION_PREFIX.length(), name.length() - CONFIGURATION_SUFFIX.length());
        return tenantOf(map).map(tenant -> new ClusterChange.OfFleetConfiguration(tenant, fleet));
    }

    private static <R extends HasMetadata> List<R> inNamespace(SharedIndexInformer<R> informer, TenantId tenant) {
        return informer.getIndexer().byIndex("namespace", TenantNamespace.of(tenant)).stream()
                .sorted(Comparator.comparing(Cluster::name))
                .toList();
    }

    private static Optional<TenantId> tenantOf(HasMetadata resource) {
        return TenantNamespace.tenant(resource.getMetadata().getNamespace());
    }

    private static String name(HasMetadata resource) {
        return resource.getMetadata().getName();
    }
}

package io.millwright.controlplane.tenant;

import io.millwright.controlplane.cluster.Cluster;
import io.millwright.controlplane.cluster.ClusterChange;
import io.millwright.controlplane.identity.Grant;
import io.millwright.controlplane.streaming.EventSource;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.wire.TenantId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a tenant comes along: an event {@code tenant} with its status at once and after every change, and {@code gone} when
 * it has ended. A listener that is slow misses states in between, never the last one, and holds up nobody.
 */
@Component
public class TenantProgress {

    private final Cluster cluster;
    private final JsonMapper json;
    private final Map<TenantId, Set<Follower>> followers = new ConcurrentHashMap<>();

    TenantProgress(Cluster cluster, JsonMapper json) {
        this.cluster = cluster;
        this.json = json;
    }

    public EventSource of(TenantId tenant, Grant grant) {
        Follower follower = new Follower(tenant, grant);
        followers.compute(tenant, (_, others) -> {
            Set<Follower> all = others == null ? ConcurrentHashMap.newKeySet() : others;
            all.add(follower);
            return all;
        });
        return follower;
    }

    @EventListener
    void changed(ClusterChange.OfTenant change) {
        followers.getOrDefault(change.tenant(), Set.of()).forEach(Follower::wake);
    }

    private final class Follower implements EventSource {

        private final TenantId tenant;
        private final Grant grant;
        private final Semaphore changes = new Semaphore(1); // the state at the start is the first event
        private @Nullable String sent;
        private boolean ended;

        Follower(TenantId tenant, Grant grant) {
            this.tenant = tenant;
            this.grant = grant;
        }

        void wake() {
            changes.release();
        }

        @Override
        public Next next(Duration patience) throws InterruptedException {
            if (ended) {
                return new Next.End();
            }
            if (!changes.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Next.Quiet();
            }
            changes.drainPermits();
            Optional<Tenant> now = cluster.tenant(tenant);
            if (now.isEmpty()) {
                ended = true;
                return new Next.Event("event: gone\ndata: {}");
            }
            String state = json.writeValueAsString(TenantView.status(now.get(), grant));
            if (state.equals(sent)) {
                return new Next.Quiet();
            }
            sent = state;
            return new Next.Event(
                    "event: tenant\nid: " + now.get().getMetadata().getResourceVersion() + "\ndata: " + state);
        }

        @Override
        public void close() {
            followers.computeIfPresent(tenant, (_, others) -> {
                others.remove(this);
                return others.isEmpty() ? null : others;
            });
        }
    }
}

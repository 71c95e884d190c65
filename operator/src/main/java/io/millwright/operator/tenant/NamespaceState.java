package io.millwright.operator.tenant;

import io.fabric8.kubernetes.api.model.Namespace;
import io.millwright.operator.network.TenantNamespace;
import io.millwright.operator.plan.Incarnation;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.tier.HistorianEngine;
import io.millwright.operator.tier.TierChoice;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What lies at {@code tenant-<name>}. */
sealed interface NamespaceState {

    /**
     * Ours, or not there yet. What it remembers counts only if it is of this incarnation: a tombstone's does not.
     *
     * @param granted what the last valid spec was granted
     * @param historianEngine what its own historian was made as
     * @param authority fingerprint of the CA this incarnation had
     * @param pooledGrafana name of the pooled Grafana that has its organisation
     * @param pool the shard of the pool that serves it
     */
    record Usable(
            Optional<TierChoice> granted,
            Optional<HistorianEngine> historianEngine,
            Optional<String> authority,
            Optional<String> pooledGrafana,
            Optional<String> pool)
            implements NamespaceState {

        static final Usable BLANK =
                new Usable(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** On its way out; nothing can be made in it. */
    record Terminating() implements NamespaceState {}

    /** Somebody else's; it is never adopted. */
    record Foreign() implements NamespaceState {}

    static NamespaceState of(Optional<Namespace> found, String tenant, Incarnation incarnation) {
        if (found.isEmpty()) {
            return Usable.BLANK;
        }
        Namespace namespace = found.get();
        boolean ours = Labels.ours(namespace)
                && Labels.tenantOf(namespace).filter(tenant::equals).isPresent();
        if (!ours) {
            return new Foreign();
        }
        if (namespace.getMetadata().getDeletionTimestamp() != null) {
            return new Terminating();
        }
        if (Labels.incarnationOf(namespace).filter(incarnation.ulid()::equals).isEmpty()) {
            return Usable.BLANK;
        }
        return new Usable(
                Labels.annotation(namespace, TenantNamespace.GRANTED).flatMap(NamespaceState::choice),
                Labels.annotation(namespace, TenantNamespace.HISTORIAN_ENGINE).flatMap(NamespaceState::engine),
                Labels.annotation(namespace, TenantNamespace.AUTHORITY),
                Labels.annotation(namespace, TenantNamespace.POOLED_GRAFANA),
                Labels.annotation(namespace, TenantNamespace.POOL));
    }

    private static Optional<HistorianEngine> engine(String name) {
        return Stream.of(HistorianEngine.values())
                .filter(engine -> engine.name().equals(name))
                .findFirst();
    }

    private static Optional<TierChoice> choice(String json) {
        try {
            return Optional.of(JsonMapper.shared().readValue(json, TierChoice.class));
        } catch (JacksonException | IllegalArgumentException e) {
            // Somebody edited it: the status and the catalog still say what ran.
            return Optional.empty();
        }
    }
}

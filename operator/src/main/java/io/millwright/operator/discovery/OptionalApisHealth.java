package io.millwright.operator.discovery;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.millwright.operator.plan.OptionalApi;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Fails liveness once the cluster offers other APIs than when the operator started. Informers and every tenant's plan rest on
 * what was found then: a process that starts anew is the one simple way to have both right.
 */
final class OptionalApisHealth implements HealthIndicator {

    private static final Logger LOG = LoggerFactory.getLogger(OptionalApisHealth.class);

    private final Set<OptionalApi> atStart;
    private final Supplier<Set<OptionalApi>> discovery;
    private volatile Set<OptionalApi> now;

    /** @param discovery asks the API server */
    OptionalApisHealth(Set<OptionalApi> atStart, Supplier<Set<OptionalApi>> discovery) {
        this.atStart = atStart;
        this.discovery = discovery;
        this.now = atStart;
    }

    /** A server that cannot be asked has changed nothing. */
    void look() {
        try {
            Set<OptionalApi> found = discovery.get();
            if (!found.equals(now)) {
                LOG.atWarn()
                        .addKeyValue("before", atStart)
                        .addKeyValue("now", found)
                        .log("The cluster offers other optional APIs; the operator has to start anew");
            }
            now = found;
        } catch (KubernetesClientException e) {
            LOG.atInfo().log("The cluster's APIs could not be listed: {}", e.getMessage());
        }
    }

    /** Answers from the last look: a slow API server must not fail a probe. */
    @Override
    public Health health() {
        Health.Builder health = now.equals(atStart) ? Health.up() : Health.down();
        return health.withDetail("atStart", atStart).withDetail("now", now).build();
    }
}

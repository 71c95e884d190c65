package io.millwright.operator.pool;

import io.millwright.operator.plan.Installation;
import java.util.List;
import java.util.Map;

/**
 * What the pool's objects are made of.
 *
 * @param tenants whose Secrets are in the pool's namespace, oldest first, no more than the pool takes, then by name
 * @param authorities public key of the authority of every tenant that the pooled broker serves, by tenant
 */
record PoolPlan(
        Installation installation, PoolSettings settings, List<String> tenants, Map<String, String> authorities) {}

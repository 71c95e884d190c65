package io.millwright.operator.pool;

import io.millwright.operator.plan.Installation;
import java.util.List;
import java.util.Map;

/**
 * What the objects of a shard are made of.
 *
 * @param namespace of the shard
 * @param tenants whose Secrets are in that namespace, oldest first, no more than a shard takes, then by name
 * @param authorities public key of the authority of every tenant that the shard's broker serves, by tenant
 */
record PoolPlan(
        String namespace,
        Installation installation,
        PoolSettings settings,
        List<String> tenants,
        Map<String, String> authorities) {}

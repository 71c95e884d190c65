package io.millwright.operator.pool;

import io.millwright.operator.plan.Installation;
import java.util.List;

/** @param tenants whose Secrets are in the pool's namespace, oldest first, no more than the pool takes, then by name */
record PoolPlan(Installation installation, PoolSettings settings, List<String> tenants) {}

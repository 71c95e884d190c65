package io.millwright.operator.status;

import io.millwright.crd.v1alpha1.TenantPhase;
import java.util.Map;
import java.util.Optional;

/**
 * One look at a tenant, before it becomes a status.
 *
 * @param tier what runs, empty as long as nothing does
 * @param mqtt where devices connect, empty until the broker has an address
 * @param dashboards where browsers find Grafana, empty until there is one that they reach
 * @param verdicts one per condition
 */
public record TenantReport(
        TenantPhase phase,
        Optional<String> tier,
        String namespace,
        String incarnation,
        Optional<String> mqtt,
        Optional<String> dashboards,
        Map<TenantCondition, Verdict> verdicts) {}

package io.millwright.operator.tenant;

import io.millwright.operator.cluster.RouteState;
import io.millwright.operator.cluster.WorkloadState;
import io.millwright.operator.dashboards.DashboardsOutcome;
import io.millwright.operator.historian.HistorianOutcome;
import io.millwright.operator.plan.HttpEntrance;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.TenantPlan;
import io.millwright.operator.status.TenantCondition;
import io.millwright.operator.status.Verdict;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Turns what was found into one verdict per condition. Every bad one says what to do, or what is being waited for. */
final class Assessment {

    /** Faults of dashboards that are none: they pass by themselves. */
    static final Set<String> DASHBOARDS_STARTING = Set.of("GrafanaStarting", "DashboardsAddressPending");

    private static final Verdict PORTAL_CHARTS =
            Verdict.good("PortalCharts", "This installation has no Grafana; the portal draws the charts.");

    /**
     * @param historian outcome of ensuring the database; empty as long as its server is not there
     * @param dashboards outcome of ensuring the organisation in a pooled Grafana; empty as long as there is nothing to show
     */
    static Map<TenantCondition, Verdict> of(
            Resolved resolved,
            Map<String, String> refusals,
            Observation seen,
            Obstacles obstacles,
            Optional<HistorianOutcome> historian,
            Optional<DashboardsOutcome> dashboards,
            boolean suspended) {
        Map<TenantCondition, Verdict> verdicts = new EnumMap<>(TenantCondition.class);
        verdicts.put(TenantCondition.NAMESPACE_READY, namespace(refusals, obstacles));
        verdicts.put(TenantCondition.PKI_READY, resolved.pkiVerdict());
        verdicts.put(TenantCondition.BROKER_READY, broker(resolved, refusals, seen, obstacles));
        verdicts.put(
                TenantCondition.HISTORIAN_READY, HistorianVerdict.of(resolved, refusals, seen, obstacles, historian));
        verdicts.put(TenantCondition.RUNTIME_READY, runtime(resolved, refusals, seen, obstacles));
        verdicts.put(
                TenantCondition.DASHBOARDS_READY,
                resolved.plan()
                        .map(plan -> dashboards(plan, refusals, seen, obstacles, dashboards))
                        .orElse(PORTAL_CHARTS));
        verdicts.put(TenantCondition.READY, ready(verdicts, resolved, suspended));
        return verdicts;
    }

    /** When nothing of the tenant can be made: the one thing that is known, and that the rest waits for it. */
    static Map<TenantCondition, Verdict> blocked(TenantCondition by, Verdict why) {
        Map<TenantCondition, Verdict> verdicts = new EnumMap<>(TenantCondition.class);
        for (TenantCondition condition : TenantCondition.values()) {
            verdicts.put(condition, Verdict.unknown("Waiting", "This waits for " + by.type() + "."));
        }
        verdicts.put(by, why);
        verdicts.put(TenantCondition.READY, Verdict.bad(why.reason(), why.message()));
        return verdicts;
    }

    private static Verdict ready(Map<TenantCondition, Verdict> verdicts, Resolved resolved, boolean suspended) {
        if (resolved.refusal().isPresent()) {
            return Verdict.bad(
                    resolved.refusal().get().reason().text(),
                    resolved.refusal().get().message());
        }
        for (TenantCondition condition : TenantCondition.values()) {
            Verdict verdict = verdicts.get(condition);
            if (verdict != null && !verdict.isGood()) {
                return Verdict.bad(verdict.reason(), verdict.message());
            }
        }
        return suspended
                ? Verdict.bad("Suspended", "The tenant is suspended and keeps its data; set spec.suspended to false.")
                : Verdict.good("Ready", "Everything this tenant asks for is running.");
    }

    private static Verdict namespace(Map<String, String> refusals, Obstacles obstacles) {
        for (String component : new String[] {"network", "quota"}) {
            if (refusals.containsKey(component)) {
                return Verdict.bad("Refused", refusals.get(component));
            }
        }
        if (obstacles.owner().isPresent()) {
            return Verdict.bad("OwnerReferenceSet", obstacles.owner().get());
        }
        if (obstacles.quota().isPresent()) {
            return Verdict.bad("QuotaTooSmall", obstacles.quota().get());
        }
        return Verdict.good("Fenced", "Namespace, network policies and quota are in place.");
    }

    private static Verdict broker(
            Resolved resolved, Map<String, String> refusals, Observation seen, Obstacles obstacles) {
        if (refusals.containsKey(Names.BROKER)) {
            return Verdict.bad("Refused", refusals.get(Names.BROKER));
        }
        if (obstacles.pool().isPresent()
                && resolved.plan()
                        .filter(plan -> plan.waits() && !plan.ownBroker())
                        .isPresent()) {
            return Verdict.bad("PoolFull", obstacles.pool().get());
        }
        return switch (seen.broker()) {
            case WorkloadState.Refused(String reason, String message) -> Verdict.bad(reason, message);
            case WorkloadState.Starting(int ready, int wanted) ->
                starting("Broker", obstacles.stuck(Names.BROKER), ready, wanted);
            case WorkloadState.Running() ->
                seen.mqtt().isPresent()
                        ? Verdict.good("Running", "The broker accepts connections.")
                        : Verdict.bad("BrokerAddressPending", addressPending(resolved));
        };
    }

    private static String addressPending(Resolved resolved) {
        return resolved.plan()
                .flatMap(plan -> plan.installation().mqttGateway())
                .map(gateway ->
                        "The broker runs but Gateway %s in %s has not accepted its TLSRoute yet; if it stays so, see the route's status."
                                .formatted(gateway.name(), gateway.namespace()))
                .orElse("The broker runs but Service broker has no address yet; if it stays so, the cluster"
                        + " has no load balancer for it.");
    }

    private static Verdict runtime(
            Resolved resolved, Map<String, String> refusals, Observation seen, Obstacles obstacles) {
        if (refusals.containsKey(Names.RUNTIME)) {
            return Verdict.bad("Refused", refusals.get(Names.RUNTIME));
        }
        if (obstacles.pool().isPresent()
                && resolved.plan().filter(plan -> !plan.ownRuntime()).isPresent()) {
            return Verdict.bad("PoolFull", obstacles.pool().get());
        }
        Optional<Verdict> stuck = obstacles.stuck(Names.RUNTIME);
        return switch (seen.runtime()) {
            case WorkloadState.Refused(String reason, String message) ->
                stuck.orElseGet(() -> Verdict.bad(reason, message));
            case WorkloadState.Starting(int ready, int wanted) -> starting("Runtime", stuck, ready, wanted);
            case WorkloadState.Running() ->
                seen.mounted()
                        ? Verdict.good("Running", "The runtime serves this tenant.")
                        : Verdict.bad(
                                "RuntimeStarting",
                                "The runtime has not been given this tenant yet; this takes seconds.");
        };
    }

    private static Verdict dashboards(
            TenantPlan plan,
            Map<String, String> refusals,
            Observation seen,
            Obstacles obstacles,
            Optional<DashboardsOutcome> outcome) {
        if (plan.ownDashboards()) {
            return grafana(plan, refusals, seen, obstacles.stuck(Names.GRAFANA));
        }
        if (!plan.pooledDashboards()) {
            return plan.installation().grafana() == null
                    ? PORTAL_CHARTS
                    : Verdict.good("PortalCharts", "The tier has no Grafana; the portal draws the charts.");
        }
        return outcome.map(found -> switch (found) {
                    case DashboardsOutcome.Served _ ->
                        Verdict.good("Running", "The tenant's organisation in the pooled Grafana is in place.");
                    case DashboardsOutcome.Failed(String reason, String sentence, Duration _) ->
                        Verdict.bad(reason, sentence);
                })
                .orElseGet(() -> Verdict.unknown(
                        "Waiting", "This waits for %s.".formatted(TenantCondition.HISTORIAN_READY.type())));
    }

    private static Verdict grafana(
            TenantPlan plan, Map<String, String> refusals, Observation seen, Optional<Verdict> stuck) {
        if (refusals.containsKey(Names.GRAFANA)) {
            return Verdict.bad("Refused", refusals.get(Names.GRAFANA));
        }
        return switch (seen.grafana()) {
            case WorkloadState.Refused(String reason, String message) ->
                stuck.orElseGet(() -> Verdict.bad(reason, message));
            case WorkloadState.Starting(int ready, int wanted) -> starting("Grafana", stuck, ready, wanted);
            case WorkloadState.Running() ->
                plan.installation().entrance() instanceof HttpEntrance.Route gateway
                        ? reached(gateway, seen.dashboardsRoute())
                        : Verdict.good("Running", "The tenant's Grafana answers.");
        };
    }

    private static Verdict reached(HttpEntrance.Route gateway, RouteState route) {
        return switch (route) {
            case RouteState.Accepted() ->
                Verdict.good("Running", "The tenant's Grafana answers, and the Gateway leads to it.");
            case RouteState.Pending() ->
                Verdict.bad(
                        "DashboardsAddressPending",
                        "The tenant's Grafana answers but Gateway %s in %s says nothing about HTTPRoute grafana yet; if it stays so, the Gateway is not there or nobody serves it."
                                .formatted(gateway.gateway(), gateway.namespace()));
            case RouteState.Refused(String reason, String message) ->
                Verdict.bad(
                        "DashboardsRouteRefused",
                        "The tenant's Grafana answers but Gateway %s in %s does not accept HTTPRoute grafana (%s): %s"
                                .formatted(gateway.gateway(), gateway.namespace(), reason, message));
        };
    }

    /** @param stuck what keeps it from coming to its end */
    static Verdict starting(String what, Optional<Verdict> stuck, int ready, int wanted) {
        return stuck.orElseGet(() -> Verdict.bad(
                what + "Starting",
                "%s: %d of %d pods answer; this takes as long as the image pull and the start."
                        .formatted(what, ready, wanted)));
    }

    private Assessment() {}
}

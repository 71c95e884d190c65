package io.millwright.operator.dashboards;

import io.millwright.operator.dashboards.DashboardsOutcome.Failed;
import io.millwright.operator.dashboards.DashboardsOutcome.Served;
import io.millwright.operator.dashboards.grafana.Grafana;
import io.millwright.operator.dashboards.grafana.GrafanaFault;
import io.millwright.operator.dashboards.grafana.Organisation;
import io.millwright.operator.dashboards.grafana.Patience;
import io.millwright.operator.plan.DatabaseCredentials;
import io.millwright.operator.plan.Incarnation;
import io.millwright.operator.plan.TenantPlan;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An organisation for each pooled tenant: one per incarnation, so that a re-created tenant meets nothing old. No event tells of
 * drift in Grafana, so it is looked at whenever the plan changes and otherwise once per period; in between the answer comes
 * from memory, which a restart forgets.
 */
public final class PooledOrganisations {

    /** A reconciliation waits no longer than this in all; what was not done is done at the next. */
    private static final Duration VISIT = Duration.ofSeconds(8);

    private static final Duration REQUEST = Duration.ofSeconds(2);
    private static final Duration AGAIN = Duration.ofSeconds(30);
    private static final String FOLDER = "millwright";
    private static final String FOLDER_TITLE = "Plant";

    private static final List<JsonNode> DASHBOARDS = Dashboard.SHIPPED.stream()
            .map(dashboard -> JsonMapper.shared().readTree(dashboard.json()))
            .toList();

    private record Wanted(String place, String organisation, HistorianSource source) {}

    private record Look(Wanted wanted, DashboardsOutcome outcome, Instant until) {}

    private final Map<String, PooledGrafana> servers = new LinkedHashMap<>();
    private final Map<String, Availability> availability = new LinkedHashMap<>();
    private final Map<String, Look> looks = new ConcurrentHashMap<>();
    private final HttpClient http = Grafana.client(REQUEST);
    private final Duration period;
    private final Clock clock;

    /**
     * @param servers in the order in which they are filled
     * @param period how long drift may stay unnoticed
     */
    public PooledOrganisations(List<PooledGrafana> servers, Duration period, Clock clock) {
        for (PooledGrafana server : servers) {
            if (this.servers.put(server.name(), server) != null) {
                throw new IllegalArgumentException("two pooled Grafanas are named " + server.name());
            }
            availability.put(server.name(), new Availability());
        }
        this.period = period;
        this.clock = clock;
    }

    /** @param taken how many tenants each server has; empty if none has room */
    public Optional<String> place(Map<String, Integer> taken) {
        return servers.values().stream()
                .filter(server -> taken.getOrDefault(server.name(), 0) < server.room())
                .map(PooledGrafana::name)
                .findFirst();
    }

    /** Makes the organisation as it is wanted; blocks for some seconds at most. */
    public DashboardsOutcome ensure(TenantPlan plan, DatabaseCredentials database) {
        String place = plan.pooledGrafana();
        if (place == null) {
            return servers.isEmpty()
                    ? new Failed(
                            "GrafanaNotNamed",
                            "No pooled Grafana is configured; set millwright.operator.grafana.pooled, or place the"
                                    + " tier's dashboards elsewhere.",
                            AGAIN)
                    : new Failed(
                            "GrafanaFull",
                            "Every pooled Grafana has as many organisations as it takes; add one to"
                                    + " millwright.operator.grafana.pooled.",
                            AGAIN);
        }
        PooledGrafana server = servers.get(place);
        if (server == null) {
            return unknown(place);
        }
        Wanted wanted = new Wanted(
                place, organisationOf(plan.tenant(), plan.incarnation()), HistorianSource.of(plan, database));
        Instant now = clock.instant();
        Look last = looks.get(plan.tenant());
        if (last != null && last.wanted().equals(wanted) && now.isBefore(last.until())) {
            return last.outcome();
        }
        DashboardsOutcome outcome = visit(
                server,
                wanted.organisation(),
                (grafana, found) -> new Served(server.dashboards(make(grafana, found, wanted))));
        Instant until = switch (outcome) {
            case Served _ -> now.plus(period);
            case Failed failed -> now.plus(failed.again());
        };
        looks.put(plan.tenant(), new Look(wanted, outcome, until));
        return outcome;
    }

    /**
     * Takes the organisation away with everything in it, wherever it is. Dashboards are no data, and its login to the historian
     * must not stay behind. Blocks for some seconds per server at most.
     *
     * @return what failed, if anything did
     */
    public Optional<Failed> remove(String tenant, Incarnation incarnation) {
        looks.remove(tenant);
        String name = organisationOf(tenant, incarnation);
        for (PooledGrafana server : servers.values()) {
            DashboardsOutcome outcome = visit(server, name, (grafana, found) -> {
                if (found.isPresent()) {
                    grafana.deleteOrganisation(found.get());
                }
                return new Served("");
            });
            if (outcome instanceof Failed failed) {
                return Optional.of(failed);
            }
        }
        return Optional.empty();
    }

    /** Whether the settings name it; what they no longer name cannot be asked. */
    public boolean knows(String place) {
        return servers.containsKey(place);
    }

    /** Both parts can be read off it, and no later incarnation has the same. */
    static String organisationOf(String tenant, Incarnation incarnation) {
        return tenant + "-" + incarnation.lower();
    }

    private static long make(Grafana grafana, Optional<Long> found, Wanted wanted) throws GrafanaFault {
        long id = found.isPresent() ? found.get() : grafana.createOrganisation(wanted.organisation());
        Organisation organisation = grafana.in(id);
        organisation.ensure(wanted.source().written());
        organisation.ensureFolder(FOLDER, FOLDER_TITLE);
        for (JsonNode dashboard : DASHBOARDS) {
            organisation.ensureDashboard(FOLDER, dashboard);
        }
        return id;
    }

    private interface Errand {
        DashboardsOutcome run(Grafana grafana, Optional<Long> organisation) throws GrafanaFault;
    }

    /** What fails before anything of the tenant's is touched, or for want of an answer, concerns every tenant of the server. */
    private DashboardsOutcome visit(PooledGrafana server, String organisation, Errand errand) {
        Availability state = Objects.requireNonNull(availability.get(server.name()));
        Optional<Failed> standing = state.standing(clock.instant());
        if (standing.isPresent()) {
            return standing.get();
        }
        Grafana grafana = new Grafana(http, server.server(), Patience.of(REQUEST, VISIT));
        Optional<Long> found;
        try {
            grafana.check();
            found = grafana.organisation(organisation);
        } catch (GrafanaFault fault) {
            return state.failed(clock.instant(), reason(fault), sentence(server, fault));
        }
        try {
            DashboardsOutcome outcome = errand.run(grafana, found);
            state.answered();
            return outcome;
        } catch (GrafanaFault fault) {
            if (fault.kind() == GrafanaFault.Kind.UNREACHABLE) {
                return state.failed(clock.instant(), reason(fault), sentence(server, fault));
            }
            state.answered();
            return new Failed(reason(fault), sentence(server, fault), AGAIN);
        }
    }

    private static String reason(GrafanaFault fault) {
        return switch (fault.kind()) {
            case UNREACHABLE -> "GrafanaUnreachable";
            case FAILING -> "GrafanaFailing";
            case REFUSED -> "GrafanaRefused";
            case UNSUPPORTED -> "GrafanaUnsupported";
            case REJECTED -> "GrafanaRejected";
        };
    }

    private static String sentence(PooledGrafana server, GrafanaFault fault) {
        return "Pooled Grafana %s: %s; it is tried again, and everything else goes on."
                .formatted(server.name(), fault.sentence());
    }

    private static Failed unknown(String place) {
        return new Failed(
                "GrafanaUnknown",
                "The tenant's organisation lies in the pooled Grafana %s, which the settings no longer name; name it again."
                        .formatted(place),
                AGAIN);
    }
}

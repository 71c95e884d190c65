package io.millwright.controlplane.telemetry;

import io.millwright.controlplane.identity.Grant;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.runtime.RuntimeClient;
import io.millwright.controlplane.runtime.RuntimeReports.QuarantinePage;
import io.millwright.controlplane.streaming.EventSource;
import io.millwright.wire.TenantId;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Asks the tenant's runtime; this process opens no tenant database. */
@Service
public class Telemetry {

    private final RuntimeClient runtime;
    private final Sight sight;
    private final JsonMapper json;

    Telemetry(RuntimeClient runtime, Sight sight, JsonMapper json) {
        this.runtime = runtime;
        this.sight = sight;
        this.json = json;
    }

    /** JSON as the runtime wrote it, without devices that the grant does not show. */
    public byte[] latest(TenantId tenant, Grant grant, Map<String, List<String>> filter) {
        byte[] all = runtime.latest(tenant, filter).orProblem();
        return grant.wholeTenant() ? all : sifted(all, sight.of(tenant, grant));
    }

    /**
     * JSON or CSV as the runtime writes it; the caller closes it, which also ends the runtime's side.
     *
     * @throws ProblemException 404 for a device that the grant does not show, there or not
     */
    public InputStream history(TenantId tenant, Grant grant, Map<String, List<String>> query) {
        if (!TelemetryQuery.devices(query).allMatch(sight.of(tenant, grant))) {
            throw ProblemException.notFound("device");
        }
        return runtime.history(tenant, query).orProblem();
    }

    /** What could not be stored as points, newest first; a page may hold fewer than there were, or none. */
    public QuarantinePage quarantine(TenantId tenant, Grant grant, TelemetryQuery.Page page) {
        QuarantinePage all =
                runtime.quarantine(tenant, page.limit(), page.cursor()).orProblem();
        if (grant.wholeTenant()) {
            return all;
        }
        Predicate<String> shown = sight.of(tenant, grant);
        return new QuarantinePage(
                all.items().stream()
                        .filter(item -> item.device() != null && shown.test(item.device()))
                        .toList(),
                all.next());
    }

    /** @throws ProblemException 503 while the runtime does not answer */
    public EventSource live(
            TenantId tenant, Grant grant, Map<String, List<String>> filter, Optional<String> lastEventId) {
        EventSource all =
                new LivePoints(runtime.live(tenant, filter, lastEventId).orProblem());
        return grant.wholeTenant() ? all : new SiftedPoints(all, sight.of(tenant, grant), json);
    }

    private byte[] sifted(byte[] latest, Predicate<String> shown) {
        ArrayNode points = json.createArrayNode();
        for (JsonNode point : json.readTree(latest).path("points")) {
            if (shown.test(point.path("device").asString(""))) {
                points.add(point);
            }
        }
        return json.writeValueAsBytes(Map.of("points", points));
    }
}

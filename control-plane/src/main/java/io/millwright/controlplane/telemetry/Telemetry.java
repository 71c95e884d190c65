package io.millwright.controlplane.telemetry;

import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.runtime.RuntimeClient;
import io.millwright.controlplane.runtime.RuntimeReports.QuarantinePage;
import io.millwright.controlplane.streaming.EventSource;
import io.millwright.wire.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** Asks the tenant's runtime; this process opens no tenant database. */
@Service
public class Telemetry {

    private final RuntimeClient runtime;

    Telemetry(RuntimeClient runtime) {
        this.runtime = runtime;
    }

    /** JSON as the runtime wrote it. */
    public byte[] latest(TenantId tenant, Map<String, List<String>> filter) {
        return runtime.telemetry(tenant, "/latest", filter).orProblem();
    }

    /** JSON as the runtime wrote it. */
    public byte[] history(TenantId tenant, Map<String, List<String>> query) {
        return runtime.telemetry(tenant, "/history", query).orProblem();
    }

    /** What could not be stored as points, newest first. */
    public QuarantinePage quarantine(TenantId tenant, TelemetryQuery.Page page) {
        return runtime.quarantine(tenant, page.limit(), page.cursor()).orProblem();
    }

    /** @throws ProblemException 503 while the runtime does not answer */
    public EventSource live(TenantId tenant, Map<String, List<String>> filter, Optional<String> lastEventId) {
        return new LivePoints(runtime.live(tenant, filter, lastEventId).orProblem());
    }
}

package io.millwright.runtime.api;

import static io.millwright.runtime.api.RefusedException.invalid;

import io.millwright.runtime.live.CommittedPoint;
import io.millwright.runtime.live.LivePoints;
import io.millwright.runtime.query.LatestQuery;
import io.millwright.runtime.query.LatestQuery.Latest;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** {@code /latest} and {@code /live}. */
final class TelemetryCalls {

    private final LivePoints live;

    TelemetryCalls(LivePoints live) {
        this.live = live;
    }

    Answer latest(Call call) {
        List<String> devices = call.parameters().devices();
        List<String> tags = call.parameters().tags();
        List<String> sites = call.parameters().sites();
        List<Latest> found = call.read(historian -> LatestQuery.ask(historian, devices, tags, sites));
        if (found.size() > LatestQuery.MOST) {
            throw invalid("More than " + LatestQuery.MOST + " series: name devices, tags or sites.");
        }
        return Answer.json(json -> JsonValues.array(json, "points", found, point -> {
            json.writeStringProperty("device", point.device());
            json.writeStringProperty("tag", point.tag());
            JsonValues.optional(json, "unit", point.unit());
            json.writeStringProperty("ts", JsonValues.time(point.ts()));
            JsonValues.value(json, "value", point.value());
            json.writeNumberProperty("quality", point.quality());
        }));
    }

    Answer live(Call call) {
        ApiTenant tenant = call.tenant();
        if (!tenant.consumes()) {
            throw new RefusedException(
                    ProblemType.UNAVAILABLE, "This runtime hears nothing of the tenant's devices at present.");
        }
        Optional<String> lastId = call.header().apply("Last-Event-ID").filter(id -> !id.isEmpty());
        return live.listen(tenant.id(), filter(call.parameters()), lastId)
                .<Answer>map(listening -> new Answer.Events(listening, tenant::consumes))
                .orElseThrow(() ->
                        new RefusedException(ProblemType.TOO_MANY, "As many listen to this tenant as may at once."));
    }

    private static Predicate<CommittedPoint> filter(Parameters parameters) {
        Set<String> devices = new HashSet<>(parameters.devices());
        Set<String> tags = new HashSet<>(parameters.tags());
        return point -> (devices.isEmpty() || devices.contains(point.device()))
                && (tags.isEmpty() || tags.contains(point.tag()));
    }
}

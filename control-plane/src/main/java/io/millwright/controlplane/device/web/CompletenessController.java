package io.millwright.controlplane.device.web;

import io.millwright.controlplane.cluster.Cluster;
import io.millwright.controlplane.device.DeviceRegistry;
import io.millwright.controlplane.device.TenantLife;
import io.millwright.controlplane.identity.Grant;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.runtime.RuntimeAnswer;
import io.millwright.controlplane.runtime.RuntimeAnswer.Absent;
import io.millwright.controlplane.runtime.RuntimeClient;
import io.millwright.controlplane.runtime.RuntimeReports.Completeness;
import io.millwright.wire.DeviceId;
import io.millwright.wire.TenantId;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What is missing of a device's data, asked of its runtime. */
@RestController
@RequestMapping("/api/v1/tenants/{t}/devices/{d}/completeness")
class CompletenessController {

    private final DeviceRegistry registry;
    private final RuntimeClient runtime;
    private final Cluster cluster;
    private final Clock clock;

    CompletenessController(DeviceRegistry registry, RuntimeClient runtime, Cluster cluster, Clock clock) {
        this.registry = registry;
        this.runtime = runtime;
        this.cluster = cluster;
        this.clock = clock;
    }

    @Operation(
            summary = "The minutes in which something of a device is missing, and why",
            description = CompletenessView.DESCRIPTION)
    @GetMapping
    CompletenessView completeness(
            Grant grant,
            @PathVariable TenantId t,
            @PathVariable DeviceId d,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String cursor) {
        CompletenessQuestion question = CompletenessQuestion.of(from, to, cursor, clock.instant());
        if (TenantLife.of(cluster, t)
                .flatMap(life -> registry.find(life, d, grant))
                .isEmpty()) {
            throw ProblemException.notFound("device");
        }
        RuntimeAnswer<Completeness> answer =
                runtime.completeness(t, d, question.from(), question.to(), question.cursor());
        return answer instanceof Absent<Completeness>
                ? CompletenessView.unheard(d, question)
                : CompletenessView.of(answer.orProblem(), grant.wholeTenant());
    }
}

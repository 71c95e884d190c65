package io.millwright.controlplane.tenant.web;

import io.millwright.controlplane.cluster.Expected;
import io.millwright.controlplane.cluster.SpecBody;
import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.identity.Grant;
import io.millwright.controlplane.paging.Page;
import io.millwright.controlplane.paging.PageRequest;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.streaming.EventStreams;
import io.millwright.controlplane.tenant.PlanPreview;
import io.millwright.controlplane.tenant.TenantProgress;
import io.millwright.controlplane.tenant.TenantView;
import io.millwright.controlplane.tenant.Tenants;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.wire.TenantId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import tools.jackson.databind.node.ObjectNode;

@RestController
@RequestMapping("/api/v1/tenants")
class TenantController {

    private static final SpecBody NEW = SpecBody.of(TenantBody.class);
    private static final SpecBody CHANGES = SpecBody.of(TenantPatch.class);

    private final Tenants tenants;
    private final PlanPreview plans;
    private final TenantProgress progress;
    private final EventStreams streams;

    TenantController(Tenants tenants, PlanPreview plans, TenantProgress progress, EventStreams streams) {
        this.tenants = tenants;
        this.plans = plans;
        this.progress = progress;
        this.streams = streams;
    }

    @Operation(summary = "List the tenants that the caller may see")
    @GetMapping
    Page<TenantView> list(
            Caller caller,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return Page.ofAll(
                tenants.list(caller).stream()
                        .map(tenant -> TenantView.of(tenant, grantIn(caller, tenant)))
                        .toList(),
                PageRequest.of(limit, cursor),
                TenantView::name);
    }

    @Operation(summary = "Create a tenant")
    @PostMapping
    ResponseEntity<TenantView> create(
            Caller caller,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(schema = @Schema(implementation = TenantBody.class)))
                    @RequestBody
                    ObjectNode body) {
        SpecBody.Named asked = NEW.named(body);
        TenantId tenant = named(asked.name());
        Tenant created = tenants.create(tenant, asked.spec(), caller);
        return ResponseEntity.created(URI.create("/api/v1/tenants/" + tenant))
                .eTag(Expected.tagOf(created))
                .body(TenantView.of(created));
    }

    @Operation(summary = "Read a tenant with its status")
    @GetMapping("/{t}")
    ResponseEntity<TenantView> get(Grant grant, @PathVariable TenantId t) {
        return answer(tenants.get(t), grant);
    }

    @Operation(summary = "Change a tenant by JSON merge patch")
    @PatchMapping(
            path = "/{t}",
            consumes = {MediaType.APPLICATION_JSON_VALUE, "application/merge-patch+json"})
    ResponseEntity<TenantView> change(
            Caller caller,
            Grant grant,
            @PathVariable TenantId t,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(schema = @Schema(implementation = TenantPatch.class)))
                    @RequestBody
                    ObjectNode body) {
        return answer(tenants.change(t, CHANGES.patch(body), Expected.of(ifMatch), caller), grant);
    }

    /** Accepted, not done: progress is at {@code /events}, and the tenant is gone when it answers 404. */
    @Operation(summary = "Begin the end of a tenant")
    @DeleteMapping("/{t}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    TenantView delete(
            Caller caller,
            @PathVariable TenantId t,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        return TenantView.of(tenants.delete(t, Expected.of(ifMatch), caller));
    }

    @Operation(summary = "Preview another tier: what would run, and what it would cost")
    @GetMapping("/{t}/plan")
    PlanPreview.Plan plan(@PathVariable TenantId t, @RequestParam String tier) {
        return plans.of(tenants.get(t), tier);
    }

    @Operation(summary = "Follow the status of a tenant as server-sent events")
    @GetMapping(path = "/{t}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<StreamingResponseBody> events(Caller caller, Grant grant, @PathVariable TenantId t) {
        return streams.open(caller, t, () -> progress.of(t, grant));
    }

    private static ResponseEntity<TenantView> answer(Tenant tenant, Grant grant) {
        return ResponseEntity.ok().eTag(Expected.tagOf(tenant)).body(TenantView.of(tenant, grant));
    }

    private static Grant grantIn(Caller caller, Tenant tenant) {
        return caller.grantIn(new TenantId(tenant.getMetadata().getName())).orElseThrow();
    }

    private static TenantId named(String name) {
        try {
            return new TenantId(name);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("name", String.valueOf(e.getMessage()));
        }
    }
}

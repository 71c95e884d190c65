package io.millwright.controlplane.fleet.web;

import io.millwright.controlplane.cluster.Expected;
import io.millwright.controlplane.cluster.SpecBody;
import io.millwright.controlplane.fleet.FleetView;
import io.millwright.controlplane.fleet.Fleets;
import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.identity.Grant;
import io.millwright.controlplane.paging.Page;
import io.millwright.controlplane.paging.PageRequest;
import io.millwright.crd.v1alpha1.DeviceFleet;
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
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

@RestController
@RequestMapping("/api/v1/tenants/{t}/fleets")
class FleetController {

    private static final SpecBody NEW = SpecBody.of(FleetBody.class);
    private static final SpecBody SPEC = SpecBody.of(FleetSpecification.class);

    private final Fleets fleets;

    FleetController(Fleets fleets) {
        this.fleets = fleets;
    }

    @Operation(summary = "List fleets")
    @GetMapping
    Page<FleetView> list(
            Grant grant,
            @PathVariable TenantId t,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return Page.ofAll(
                fleets.list(t, grant).stream().map(FleetView::of).toList(),
                PageRequest.of(limit, cursor),
                FleetView::name);
    }

    @Operation(summary = "Create a fleet")
    @PostMapping
    ResponseEntity<FleetView> create(
            Caller caller,
            @PathVariable TenantId t,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(schema = @Schema(implementation = FleetBody.class)))
                    @RequestBody
                    ObjectNode body) {
        SpecBody.Named asked = NEW.named(body);
        DeviceFleet created = fleets.create(t, asked.name(), asked.spec(), caller);
        return ResponseEntity.created(URI.create("/api/v1/tenants/" + t + "/fleets/" + asked.name()))
                .eTag(Expected.tagOf(created))
                .body(FleetView.of(created));
    }

    @Operation(summary = "Read a fleet with its status")
    @GetMapping("/{f}")
    ResponseEntity<FleetView> get(Grant grant, @PathVariable TenantId t, @PathVariable String f) {
        return answer(fleets.get(t, f, grant));
    }

    @Operation(summary = "Replace the specification of a fleet")
    @PutMapping("/{f}")
    ResponseEntity<FleetView> replace(
            Caller caller,
            Grant grant,
            @PathVariable TenantId t,
            @PathVariable String f,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(schema = @Schema(implementation = FleetSpecification.class)))
                    @RequestBody
                    ObjectNode body) {
        DeviceFleet found = fleets.get(t, f, grant);
        return answer(fleets.replace(t, found, SPEC.whole(body), Expected.of(ifMatch), caller));
    }

    @Operation(summary = "Change a fleet by JSON merge patch")
    @PatchMapping(
            path = "/{f}",
            consumes = {MediaType.APPLICATION_JSON_VALUE, "application/merge-patch+json"})
    ResponseEntity<FleetView> change(
            Caller caller,
            Grant grant,
            @PathVariable TenantId t,
            @PathVariable String f,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(schema = @Schema(implementation = FleetSpecification.class)))
                    @RequestBody
                    ObjectNode body) {
        DeviceFleet found = fleets.get(t, f, grant);
        return answer(fleets.change(t, found, SPEC.patch(body), Expected.of(ifMatch), caller));
    }

    @Operation(summary = "Delete a fleet without devices")
    @DeleteMapping("/{f}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            Caller caller,
            Grant grant,
            @PathVariable TenantId t,
            @PathVariable String f,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
        fleets.delete(t, fleets.get(t, f, grant), Expected.of(ifMatch), caller);
    }

    private static ResponseEntity<FleetView> answer(DeviceFleet fleet) {
        return ResponseEntity.ok().eTag(Expected.tagOf(fleet)).body(FleetView.of(fleet));
    }
}

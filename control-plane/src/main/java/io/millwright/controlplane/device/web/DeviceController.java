package io.millwright.controlplane.device.web;

import io.millwright.controlplane.cluster.Cluster;
import io.millwright.controlplane.device.Certificates;
import io.millwright.controlplane.device.Device;
import io.millwright.controlplane.device.DeviceCertificate;
import io.millwright.controlplane.device.DeviceFilter;
import io.millwright.controlplane.device.DeviceRegistry;
import io.millwright.controlplane.device.Devices;
import io.millwright.controlplane.device.TenantLife;
import io.millwright.controlplane.identity.AllowedWhileSuspended;
import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.identity.Grant;
import io.millwright.controlplane.paging.Page;
import io.millwright.controlplane.paging.PageRequest;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.problem.ProblemType;
import io.millwright.controlplane.runtime.RuntimeAnswer;
import io.millwright.controlplane.runtime.RuntimeClient;
import io.millwright.controlplane.runtime.RuntimeReports.DeviceState;
import io.millwright.wire.DeviceId;
import io.millwright.wire.TenantId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The devices of a tenant. */
@RestController
@RequestMapping("/api/v1/tenants/{t}/devices")
class DeviceController {

    private final DeviceRegistry registry;
    private final Devices devices;
    private final Certificates certificates;
    private final RuntimeClient runtime;
    private final Cluster cluster;

    DeviceController(
            DeviceRegistry registry,
            Devices devices,
            Certificates certificates,
            RuntimeClient runtime,
            Cluster cluster) {
        this.registry = registry;
        this.devices = devices;
        this.certificates = certificates;
        this.runtime = runtime;
        this.cluster = cluster;
    }

    /** Where a device shall go. */
    @Schema(example = """
        {"fleet": "pump-line"}\
        """)
    record Move(@Nullable String fleet) {}

    @Operation(summary = "List devices, by fleet or state")
    @GetMapping
    Page<DeviceView> list(
            Grant grant,
            @PathVariable TenantId t,
            @RequestParam(required = false) @Nullable String fleet,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor);
        DeviceFilter filter = new DeviceFilter(fleet, DeviceStates.parsed(state), grant.sites());
        Optional<TenantLife> life = TenantLife.of(cluster, t);
        if (life.isEmpty()) {
            return new Page<>(List.of(), null);
        }
        List<Device> rows = devices.list(life.get(), filter, page.after(), page.limit() + 1);
        if (rows.isEmpty()) {
            return new Page<>(List.of(), null);
        }
        Map<DeviceId, DeviceCertificate> newest = certificates.newestOf(rows);
        Map<String, DeviceState> live = liveOnes(t);
        return Page.of(
                rows.stream()
                        .map(device -> DeviceView.of(
                                device,
                                Optional.ofNullable(newest.get(device.id())),
                                Optional.ofNullable(live.get(device.id().value()))))
                        .toList(),
                page,
                DeviceView::id);
    }

    @Operation(summary = "Read a device with its certificate, configuration and streams")
    @GetMapping("/{d}")
    DeviceView get(Grant grant, @PathVariable TenantId t, @PathVariable DeviceId d) {
        Device device = registry.find(life(t), d, grant).orElseThrow(() -> ProblemException.notFound("device"));
        return view(
                device,
                runtime.device(t, d) instanceof RuntimeAnswer.Known<DeviceState>(DeviceState state)
                        ? Optional.of(state)
                        : Optional.empty());
    }

    @Operation(summary = "Let a waiting device in")
    @PostMapping("/{d}:approve")
    ResponseEntity<DeviceView> approve(@PathVariable TenantId t, @PathVariable DeviceId d, Caller caller) {
        return answer(registry.approve(life(t), d, caller));
    }

    /** 200 when no broker lets the device in any more; 202 while the broker cannot be told. */
    @AllowedWhileSuspended
    @Operation(summary = "End a device: no broker lets it in again")
    @PostMapping("/{d}:revoke")
    ResponseEntity<DeviceView> revoke(@PathVariable TenantId t, @PathVariable DeviceId d, Caller caller) {
        return answer(registry.revoke(life(t), d, caller));
    }

    @Operation(summary = "Move a device to another fleet from its next renewal on")
    @PostMapping("/{d}:move")
    ResponseEntity<DeviceView> move(
            @PathVariable TenantId t, @PathVariable DeviceId d, Caller caller, @RequestBody Move move) {
        if (move.fleet() == null || move.fleet().isBlank()) {
            throw ProblemException.invalid("fleet", "must be the name of a fleet of this tenant");
        }
        return answer(registry.move(life(t), d, move.fleet(), caller));
    }

    private ResponseEntity<DeviceView> answer(DeviceRegistry.Change change) {
        return switch (change) {
            case DeviceRegistry.Change.Done(Device device) -> ResponseEntity.ok(view(device, Optional.empty()));
            case DeviceRegistry.Change.UnderWay(Device device) ->
                ResponseEntity.accepted().body(view(device, Optional.empty()));
            case DeviceRegistry.Change.NoSuchDevice _ -> throw ProblemException.notFound("device");
            case DeviceRegistry.Change.Conflict(String sentence) ->
                throw ProblemException.of(ProblemType.CONFLICT, sentence);
        };
    }

    private DeviceView view(Device device, Optional<DeviceState> live) {
        return DeviceView.of(device, certificates.of(device.id()).stream().findFirst(), live);
    }

    /** Without the runtime the registry still answers. */
    private Map<String, DeviceState> liveOnes(TenantId tenant) {
        return runtime.devices(tenant) instanceof RuntimeAnswer.Known<List<DeviceState>>(List<DeviceState> states)
                ? states.stream().collect(Collectors.toMap(DeviceState::device, Function.identity(), (one, _) -> one))
                : Map.of();
    }

    private TenantLife life(TenantId tenant) {
        return TenantLife.of(cluster, tenant).orElseThrow(() -> ProblemException.notFound("device"));
    }
}

package io.millwright.controlplane.telemetry.web;

import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.identity.Grant;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.runtime.RuntimeReports.QuarantinePage;
import io.millwright.controlplane.streaming.EventStreams;
import io.millwright.controlplane.telemetry.Telemetry;
import io.millwright.controlplane.telemetry.TelemetryQuery;
import io.millwright.wire.TenantId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.propertyeditors.StringArrayPropertyEditor;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

@RestController
@RequestMapping("/api/v1/tenants/{t}/telemetry")
class TelemetryController {

    private static final Pattern EVENT_ID = Pattern.compile("[\\x21-\\x7e]{1,200}");

    private final Telemetry telemetry;
    private final EventStreams streams;

    TelemetryController(Telemetry telemetry, EventStreams streams) {
        this.telemetry = telemetry;
        this.streams = streams;
    }

    /** The last point of each tag. */
    @Operation(summary = "The last point of each tag")
    @GetMapping(path = "/latest", produces = MediaType.APPLICATION_JSON_VALUE)
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Points.Latest.class)))
    ResponseEntity<byte[]> latest(
            Grant grant,
            @PathVariable TenantId t,
            @RequestParam(required = false) String @Nullable [] device,
            @RequestParam(required = false) String @Nullable [] tag) {
        return json(telemetry.latest(t, grant, TelemetryQuery.filter(listed(device), listed(tag))));
    }

    /** Points of one tag within times, raw or by bucket, oldest first. */
    @Operation(summary = "Points of one tag within times, raw or by bucket")
    @GetMapping(path = "/history", produces = MediaType.APPLICATION_JSON_VALUE)
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Points.History.class)))
    ResponseEntity<byte[]> history(
            Grant grant,
            @PathVariable TenantId t,
            @RequestParam(required = false) @Nullable String device,
            @RequestParam(required = false) @Nullable String tag,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String bucket,
            @RequestParam(required = false) @Nullable String aggregate,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return json(telemetry.history(
                t,
                grant,
                TelemetryQuery.history(
                        new TelemetryQuery.History(device, tag, from, to, bucket, aggregate, limit, cursor))));
    }

    /** Messages and points that could not be stored and why, newest first, with their bytes in Base64. */
    @Operation(summary = "Messages and points that could not be stored, and why")
    @GetMapping(path = "/quarantine", produces = MediaType.APPLICATION_JSON_VALUE)
    QuarantinePage quarantine(
            Grant grant,
            @PathVariable TenantId t,
            @RequestParam(required = false) @Nullable String limit,
            @RequestParam(required = false) @Nullable String cursor) {
        return telemetry.quarantine(t, grant, TelemetryQuery.page(limit, cursor));
    }

    /** Points as they are stored. */
    @Operation(summary = "Points as they are stored, as server-sent events")
    @GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<StreamingResponseBody> live(
            Caller caller,
            Grant grant,
            @PathVariable TenantId t,
            @RequestParam(required = false) String @Nullable [] device,
            @RequestParam(required = false) String @Nullable [] tag,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId) {
        if (lastEventId != null && !EVENT_ID.matcher(lastEventId).matches()) {
            throw ProblemException.invalid("Last-Event-ID", "is not an id that a stream has given");
        }
        var filter = TelemetryQuery.filter(listed(device), listed(tag));
        return streams.open(caller, t, () -> telemetry.live(t, grant, filter, Optional.ofNullable(lastEventId)));
    }

    /** A tag's name may hold a comma, at which parameters are split otherwise, and no line break. */
    @InitBinder
    void wholeValues(WebDataBinder binder) {
        binder.registerCustomEditor(String[].class, new StringArrayPropertyEditor("\n"));
    }

    private static List<String> listed(String @Nullable [] values) {
        return values == null ? List.of() : List.of(values);
    }

    private static ResponseEntity<byte[]> json(byte[] body) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(body);
    }
}

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
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.propertyeditors.StringArrayPropertyEditor;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
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
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = Points.Latest.class),
                            examples = @ExampleObject(HistoryExamples.LATEST)))
    ResponseEntity<byte[]> latest(
            Grant grant,
            @PathVariable TenantId t,
            @Parameter(description = "Of these devices; all without one", example = "press-1")
                    @RequestParam(required = false)
                    String @Nullable [] device,
            @Parameter(description = "Of these tags; all without one", example = "temperature")
                    @RequestParam(required = false)
                    String @Nullable [] tag,
            @Parameter(description = "Of what was at these sites when it was last heard of", example = "bremen")
                    @RequestParam(required = false)
                    String @Nullable [] site) {
        return json(telemetry.latest(t, grant, TelemetryQuery.filter(listed(device), listed(tag), listed(site))));
    }

    /** Points of some tags within times, raw or by bucket, oldest first; written as they are read. */
    @Operation(
            summary = "Points of one or several tags within times, raw or by bucket, as JSON or CSV",
            description = HistoryExamples.DESCRIPTION)
    @GetMapping(
            path = "/history",
            produces = {MediaType.APPLICATION_JSON_VALUE, HistoryExamples.CSV})
    @ApiResponse(
            responseCode = "200",
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                        schema = @Schema(oneOf = {Points.History.class, Points.Histories.class}),
                        examples = {
                            @ExampleObject(name = "one tag", value = HistoryExamples.ONE),
                            @ExampleObject(name = "several tags", value = HistoryExamples.SEVERAL)
                        }),
                @Content(
                        mediaType = HistoryExamples.CSV,
                        schema = @Schema(type = "string"),
                        examples = @ExampleObject(HistoryExamples.FILE))
            })
    ResponseEntity<StreamingResponseBody> history(
            Grant grant,
            @PathVariable TenantId t,
            @Parameter(example = "press-1") @RequestParam(required = false) @Nullable String device,
            @Parameter(description = "One of the device or several, 20 at most", example = "temperature")
                    @RequestParam(required = false)
                    String @Nullable [] tag,
            @Parameter(
                            description = "Instead of device and tag: a device, a colon and a tag, 20 at most",
                            example = "press-1:temperature")
                    @RequestParam(required = false)
                    String @Nullable [] series,
            @Parameter(description = "An hour ago without it", example = "2026-11-21T10:00:00Z")
                    @RequestParam(required = false)
                    @Nullable
                    String from,
            @Parameter(description = "Without it all there is", example = "2026-11-21T11:00:00Z")
                    @RequestParam(required = false)
                    @Nullable
                    String to,
            @Parameter(
                            description = "raw (the same as without it), auto, or a period such as 10s, 1m, 1h, 1d",
                            example = "auto")
                    @RequestParam(required = false)
                    @Nullable
                    String bucket,
            @Parameter(
                            description = "What becomes of a bucket: avg (or mean), min, max, sum, count, first, last;"
                                    + " several with commas",
                            example = "min,max")
                    @RequestParam(required = false)
                    String @Nullable [] aggregate,
            @Parameter(
                            description = "What stands in buckets without points: none (they are left out), null,"
                                    + " previous or linear",
                            example = "null")
                    @RequestParam(required = false)
                    @Nullable
                    String fill,
            @Parameter(description = "With bucket=auto: points of each tag that are wanted at most", example = "1000")
                    @RequestParam(required = false)
                    @Nullable
                    String points,
            @Parameter(description = "Points of each tag, 10,000 at most; rows of a file, a million at most")
                    @RequestParam(required = false)
                    @Nullable
                    String limit,
            @Parameter(description = "What next said, with the same question about that tag alone")
                    @RequestParam(required = false)
                    @Nullable
                    String cursor,
            @Parameter(description = "json or csv", example = "csv") @RequestParam(required = false) @Nullable
                    String format) {
        var asked = new TelemetryQuery.History(
                device,
                listed(tag),
                listed(series),
                from,
                to,
                bucket,
                split(aggregate),
                fill,
                points,
                limit,
                cursor,
                format);
        InputStream answer = telemetry.history(t, grant, TelemetryQuery.history(asked));
        ResponseEntity.BodyBuilder response = ResponseEntity.ok()
                .contentType(asked.file() ? HistoryExamples.CSV_AS_SENT : MediaType.APPLICATION_JSON)
                .cacheControl(CacheControl.noStore());
        if (asked.file()) {
            response.header(
                    HttpHeaders.CONTENT_DISPOSITION,
                    ContentDisposition.attachment()
                            .filename(t + "-history.csv")
                            .build()
                            .toString());
        }
        return response.body(new PassedOn(answer));
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

    private static List<String> split(String @Nullable [] values) {
        return listed(values).stream()
                .filter(value -> !value.isEmpty())
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .toList();
    }

    private static ResponseEntity<byte[]> json(byte[] body) {
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(body);
    }
}

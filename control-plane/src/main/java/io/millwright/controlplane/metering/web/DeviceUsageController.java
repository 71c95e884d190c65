package io.millwright.controlplane.metering.web;

import io.millwright.controlplane.identity.Grant;
import io.millwright.controlplane.metering.DeviceQuantities;
import io.millwright.controlplane.metering.DeviceUsage;
import io.millwright.controlplane.metering.web.UsageController.Quantity;
import io.millwright.controlplane.paging.Page;
import io.millwright.controlplane.paging.PageRequest;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.wire.DeviceId;
import io.millwright.wire.TenantId;
import io.millwright.wire.usage.MeterKey;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Which devices a tenant's usage comes from. Four meters have a device: messages, points, bytes_in and device_hours. */
@RestController
@RequestMapping("/api/v1/tenants/{t}/usage/devices")
class DeviceUsageController {

    private static final Duration LONGEST = Duration.ofDays(366);

    private final DeviceUsage usage;
    private final Clock clock;

    DeviceUsageController(DeviceUsage usage, Clock clock) {
        this.usage = usage;
        this.clock = clock;
    }

    /** Devices by what they sent of a meter, the most first. Over all pages they add up to the usage of the same hours. */
    @Schema(example = """
        {"tenant": "acme", "from": "2026-11-01T00:00:00Z", "to": "2026-11-21T12:00:00Z", "meter": "messages",
         "items": [{"device": "press-1-k3x9", "messages": 86400, "points": 864000, "bytesIn": 9849600, "deviceHours": 24}]}\
        """)
    record UsageByDevice(
            String tenant,
            Instant from,
            Instant to,
            String meter,
            List<OfDevice> items,
            @Nullable String next) {}

    /** What is counted of one device. */
    record OfDevice(String device, long messages, long points, long bytesIn, long deviceHours) {}

    /** Sums of one device; a span without usage is left out unless the granularity is total. */
    @Schema(example = """
        {"tenant": "acme", "device": "press-1-k3x9", "from": "2026-11-20T00:00:00Z", "to": "2026-11-21T00:00:00Z",
         "granularity": "total", "usage": [{"meter": "messages", "from": "2026-11-20T00:00:00Z",
         "to": "2026-11-21T00:00:00Z", "quantity": 86400}]}\
        """)
    record UsageOfDevice(
            String tenant, String device, Instant from, Instant to, String granularity, List<Quantity> usage) {}

    @Operation(summary = "Usage by device")
    @GetMapping
    UsageByDevice byDevice(
            Grant grant,
            @PathVariable("t") TenantId tenant,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String meter,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        PageRequest request = PageRequest.of(limit, cursor);
        UsageQuestion question = question(from, to, meter == null ? MeterKey.MESSAGES.key() : meter, "total");
        MeterKey by = question.meter().orElseThrow();
        List<DeviceUsage.OfDevice> all = usage.all(tenant, grant, question.from(), question.to()).stream()
                .sorted(Comparator.comparing((DeviceUsage.OfDevice one) -> place(one, by)))
                .toList();
        Page<DeviceUsage.OfDevice> page = Page.ofAll(all, request, one -> place(one, by));
        return new UsageByDevice(
                tenant.value(),
                question.from(),
                question.to(),
                by.key(),
                page.items().stream().map(DeviceUsageController::ofDevice).toList(),
                page.next());
    }

    @Operation(summary = "Usage of a device, by meter and time")
    @GetMapping("/{d}")
    UsageOfDevice ofDevice(
            Grant grant,
            @PathVariable("t") TenantId tenant,
            @PathVariable("d") DeviceId device,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String meter,
            @RequestParam(required = false) @Nullable String granularity) {
        UsageQuestion question = question(from, to, meter, granularity);
        List<DeviceUsage.OfSpan> spans =
                usage.of(tenant, grant, device, question.from(), question.to(), question.granularity());
        List<Quantity> quantities = Arrays.stream(MeterKey.values())
                .filter(DeviceQuantities::include)
                .filter(key -> question.meter().map(key::equals).orElse(true))
                .flatMap(key -> spans.stream().map(span -> quantity(key, span, question)))
                .toList();
        return new UsageOfDevice(
                tenant.value(),
                device.value(),
                question.from(),
                question.to(),
                question.granularity().key(),
                quantities);
    }

    private static Quantity quantity(MeterKey key, DeviceUsage.OfSpan span, UsageQuestion question) {
        return new Quantity(
                key.key(),
                span.from().isBefore(question.from()) ? question.from() : span.from(),
                end(span.from(), question),
                BigDecimal.valueOf(span.quantities().of(key)));
    }

    private static Instant end(Instant from, UsageQuestion question) {
        Instant end = question.granularity().end(from, question.to());
        return end.isAfter(question.to()) ? question.to() : end;
    }

    private UsageQuestion question(
            @Nullable String from, @Nullable String to, @Nullable String meter, @Nullable String granularity) {
        UsageQuestion question = UsageQuestion.of(from, to, meter, granularity, clock.instant());
        if (!question.meter().map(DeviceQuantities::include).orElse(true)) {
            throw ProblemException.invalid(
                    "meter", "It is not counted by device: messages, points, bytes_in and device_hours are.");
        }
        if (Duration.between(question.from(), question.to()).compareTo(LONGEST) > 0) {
            throw ProblemException.invalid("to", "It is at most " + LONGEST.toDays() + " days after from.");
        }
        return question;
    }

    private static OfDevice ofDevice(DeviceUsage.OfDevice one) {
        DeviceQuantities of = one.quantities();
        return new OfDevice(one.device(), of.messages(), of.points(), of.bytesIn(), of.deviceHours());
    }

    /** Ascending texts, descending quantities. */
    private static String place(DeviceUsage.OfDevice one, MeterKey by) {
        return String.format(
                Locale.ROOT, "%019d %s", Long.MAX_VALUE - one.quantities().of(by), one.device());
    }
}

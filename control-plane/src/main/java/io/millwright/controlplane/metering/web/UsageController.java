package io.millwright.controlplane.metering.web;

import io.millwright.controlplane.metering.Granularity;
import io.millwright.controlplane.metering.LedgerEntry;
import io.millwright.controlplane.metering.Usage;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.runtime.RuntimeClient;
import io.millwright.controlplane.runtime.RuntimeReports.ArrivalHour;
import io.millwright.controlplane.tenant.TenantAccounts;
import io.millwright.wire.TenantId;
import io.millwright.wire.usage.MeterKey;
import io.millwright.wire.usage.UsageEvent;
import io.millwright.wire.usage.UsageRow;
import io.swagger.v3.oas.annotations.Operation;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a tenant used: sums, the entries they follow from, and whether they agree with what arrived. */
@RestController
@RequestMapping("/api/v1/tenants/{t}/usage")
class UsageController {

    private static final MediaType NDJSON = MediaType.parseMediaType("application/x-ndjson");
    private static final int MOST_EVENTS = 5_000;

    private final Usage usage;
    private final TenantAccounts tenants;
    private final RuntimeClient runtimes;
    private final Clock clock;

    UsageController(Usage usage, TenantAccounts tenants, RuntimeClient runtimes, Clock clock) {
        this.usage = usage;
        this.tenants = tenants;
        this.runtimes = runtimes;
        this.clock = clock;
    }

    /** Sums of one incarnation; a span without usage is left out unless the granularity is total. */
    record UsageAnswer(String tenant, Instant from, Instant to, String granularity, List<Quantity> usage) {}

    /** What was used of a meter from one moment to another. */
    record Quantity(String meter, Instant from, Instant to, BigDecimal quantity) {}

    /** Every message that arrived was stored, known already or quarantined; what else came stands in {@code other}. */
    record Reconciliation(String tenant, Instant from, Instant to, Arrivals total, List<ArrivalsOfHour> hours) {}

    /** Messages by what became of them; other: declared gaps, and messages that the edge sends again. */
    record Arrivals(long accepted, long stored, long duplicate, long quarantined, long other) {}

    /** The same for one hour of arrival. */
    record ArrivalsOfHour(Instant hour, Arrivals messages) {}

    @Operation(summary = "Usage by meter and time")
    @GetMapping
    UsageAnswer usage(
            @PathVariable("t") String t,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            @RequestParam(required = false) @Nullable String meter,
            @RequestParam(required = false) @Nullable String granularity) {
        TenantId tenant = new TenantId(t);
        UsageQuestion question = UsageQuestion.of(from, to, meter, granularity, clock.instant());
        List<Quantity> quantities = new ArrayList<>();
        for (Usage.Sum sum : sums(tenant, question)) {
            Instant begin = sum.from().isBefore(question.from()) ? question.from() : sum.from();
            Instant end = question.granularity().end(sum.from(), question.to());
            quantities.add(new Quantity(
                    sum.meter().key(), begin, end.isAfter(question.to()) ? question.to() : end, sum.quantity()));
        }
        return new UsageAnswer(
                tenant.value(),
                question.from(),
                question.to(),
                question.granularity().key(),
                quantities);
    }

    private List<Usage.Sum> sums(TenantId tenant, UsageQuestion question) {
        List<Usage.Sum> sums = incarnation(tenant)
                .map(incarnation -> usage.sums(
                        tenant, incarnation, question.from(), question.to(), question.meter(), question.granularity()))
                .orElse(List.of());
        return question.granularity() == Granularity.TOTAL ? withZeros(sums, question) : sums;
    }

    private static List<Usage.Sum> withZeros(List<Usage.Sum> sums, UsageQuestion question) {
        return Arrays.stream(MeterKey.values())
                .filter(meter -> question.meter().map(meter::equals).orElse(true))
                .map(meter -> sums.stream()
                        .filter(sum -> sum.meter() == meter)
                        .findFirst()
                        .orElse(new Usage.Sum(meter, question.from(), BigDecimal.ZERO)))
                .toList();
    }

    /** The quantity of an event is what its entry added, so that the quantities of any set of events add up to its usage. */
    @Operation(summary = "The ledger entries that the usage adds up from, as NDJSON")
    @GetMapping("/events")
    ResponseEntity<byte[]> events(
            @PathVariable("t") String t,
            @RequestParam(defaultValue = "1000") int limit,
            @RequestParam(defaultValue = "0") long cursor) {
        if (limit < 1 || limit > MOST_EVENTS) {
            throw ProblemException.invalid("limit", "It is from 1 to " + MOST_EVENTS + ".");
        }
        TenantId tenant = new TenantId(t);
        List<LedgerEntry> entries = incarnation(tenant)
                .map(incarnation -> usage.entries(tenant, incarnation, cursor, limit))
                .orElse(List.of());
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (LedgerEntry entry : entries) {
            UsageRow added = new UsageRow(entry.row().window(), entry.row().revision(), entry.added());
            lines.writeBytes(UsageEvent.encode(added));
            lines.write('\n');
        }
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok().contentType(NDJSON);
        if (entries.size() == limit) {
            String next = Long.toString(entries.getLast().position());
            answer.header("X-Next-Cursor", next)
                    .header(
                            HttpHeaders.LINK,
                            "</api/v1/tenants/" + tenant + "/usage/events?limit=" + limit + "&cursor=" + next
                                    + ">; rel=\"next\"");
        }
        return answer.body(lines.toByteArray());
    }

    @Operation(summary = "Whether every message that arrived was stored, by hour")
    @GetMapping("/reconciliation")
    Reconciliation reconciliation(
            @PathVariable("t") String t,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to) {
        TenantId tenant = new TenantId(t);
        UsageQuestion question = UsageQuestion.of(from, to, null, "hour", clock.instant());
        List<ArrivalsOfHour> hours = runtimes.traffic(tenant, question.from(), question.to()).orProblem().stream()
                .map(UsageController::arrivals)
                .toList();
        Arrivals total =
                hours.stream().map(ArrivalsOfHour::messages).reduce(new Arrivals(0, 0, 0, 0, 0), UsageController::sum);
        return new Reconciliation(tenant.value(), question.from(), question.to(), total, hours);
    }

    private static ArrivalsOfHour arrivals(ArrivalHour hour) {
        long settled = hour.stored() + hour.duplicate() + hour.quarantined();
        return new ArrivalsOfHour(
                hour.hour(),
                new Arrivals(
                        hour.messages(),
                        hour.stored(),
                        hour.duplicate(),
                        hour.quarantined(),
                        hour.messages() - settled));
    }

    private static Arrivals sum(Arrivals one, Arrivals other) {
        return new Arrivals(
                one.accepted() + other.accepted(),
                one.stored() + other.stored(),
                one.duplicate() + other.duplicate(),
                one.quarantined() + other.quarantined(),
                one.other() + other.other());
    }

    private Optional<String> incarnation(TenantId tenant) {
        return tenants.living(tenant).flatMap(account -> Optional.ofNullable(account.incarnation()));
    }
}

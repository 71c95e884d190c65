package io.millwright.controlplane.runtime;

import io.millwright.controlplane.runtime.RuntimeAnswer.Absent;
import io.millwright.controlplane.runtime.RuntimeAnswer.Busy;
import io.millwright.controlplane.runtime.RuntimeAnswer.Known;
import io.millwright.controlplane.runtime.RuntimeAnswer.Refused;
import io.millwright.controlplane.runtime.RuntimeAnswer.Unavailable;
import io.millwright.controlplane.runtime.RuntimeCalls.Call;
import io.millwright.controlplane.runtime.RuntimeReports.ArrivalHour;
import io.millwright.controlplane.runtime.RuntimeReports.Completeness;
import io.millwright.controlplane.runtime.RuntimeReports.DeviceState;
import io.millwright.controlplane.runtime.RuntimeReports.QuarantinePage;
import io.millwright.controlplane.runtime.RuntimeReports.QuarantineReplay;
import io.millwright.controlplane.runtime.RuntimeReports.QuarantinedItem;
import io.millwright.controlplane.runtime.RuntimeReports.RefusalPage;
import io.millwright.controlplane.runtime.RuntimeReports.Storage;
import io.millwright.controlplane.runtime.RuntimeReports.UsageOfDevice;
import io.millwright.controlplane.runtime.RuntimeReports.UsageOfSpan;
import io.millwright.controlplane.runtime.RuntimeReports.UsagePage;
import io.millwright.wire.DeviceId;
import io.millwright.wire.SiteId;
import io.millwright.wire.TenantId;
import io.millwright.wire.usage.MeterKey;
import io.millwright.wire.usage.UsageHour;
import io.millwright.wire.usage.UsageRow;
import io.millwright.wire.usage.UsageWindow;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The internal API of the tenant runtimes. Safe for use by many threads; each call blocks within its time limit. */
public class RuntimeClient {

    private static final Logger LOG = LoggerFactory.getLogger(RuntimeClient.class);
    private static final Duration AFTER_NONSENSE = Duration.ofSeconds(30);

    private final RuntimeCalls calls;
    private final JsonMapper json;

    RuntimeClient(RuntimeCalls calls, JsonMapper json) {
        this.calls = calls;
        this.json = json;
    }

    /** The newest points as JSON: some 10,000 at most. */
    public RuntimeAnswer<byte[]> latest(TenantId tenant, Map<String, List<String>> query) {
        return calls.send(Call.get(tenant, "/latest", query));
    }

    /** Points as JSON or CSV, as they come: there may be a million. The caller closes the stream. */
    public RuntimeAnswer<InputStream> history(TenantId tenant, Map<String, List<String>> query) {
        return calls.stream(Call.get(tenant, "/history", query));
    }

    /** Server-sent events without an end; the caller closes the stream, which also ends the runtime's side. */
    public RuntimeAnswer<InputStream> live(
            TenantId tenant, Map<String, List<String>> query, Optional<String> lastEventId) {
        Map<String, String> headers = lastEventId
                .map(id -> Map.of("Accept", "text/event-stream", "Last-Event-ID", id))
                .orElseGet(() -> Map.of("Accept", "text/event-stream"));
        return calls.open(new Call("GET", tenant, "/live", query, headers, Optional.empty()));
    }

    /** @param after where the last page ended; empty from the beginning */
    public RuntimeAnswer<UsagePage> usage(TenantId tenant, String after, int limit) {
        Map<String, List<String>> query = Map.of("after", List.of(after), "limit", List.of(Integer.toString(limit)));
        RuntimeAnswer<RawUsagePage> page = read(Call.get(tenant, "/usage", query), RawUsagePage.class);
        return convert(
                tenant,
                page,
                raw -> new UsagePage(
                        raw.rows().stream().map(row -> row.parsed(tenant)).toList(), raw.next()));
    }

    /** @param after where the last page ended; empty from the beginning */
    public RuntimeAnswer<RefusalPage> refusals(TenantId tenant, String after, int limit) {
        Map<String, List<String>> query = Map.of("after", List.of(after), "limit", List.of(Integer.toString(limit)));
        return convert(
                tenant,
                read(Call.get(tenant, "/refusals", query), RefusalPage.class),
                page -> new RefusalPage(List.copyOf(page.rows()), Objects.requireNonNull(page.next())));
    }

    /** What each device stored in these hours, at most 20,000: those with the most messages. */
    public RuntimeAnswer<List<UsageOfDevice>> usageByDevice(TenantId tenant, Instant from, Instant to) {
        Map<String, List<String>> query = Map.of("from", List.of(from.toString()), "to", List.of(to.toString()));
        return convert(
                tenant,
                read(Call.get(tenant, "/usage/devices", query), UsageDevices.class),
                answer -> List.copyOf(answer.devices()));
    }

    /** @param unit {@code hour}, {@code day} or {@code month} */
    public RuntimeAnswer<List<UsageOfSpan>> usageOfDevice(
            TenantId tenant, DeviceId device, Instant from, Instant to, String unit) {
        Map<String, List<String>> query =
                Map.of("from", List.of(from.toString()), "to", List.of(to.toString()), "unit", List.of(unit));
        return convert(
                tenant,
                read(Call.get(tenant, "/usage/devices/" + device, query), UsageSpans.class),
                answer -> List.copyOf(answer.spans()));
    }

    /** How large the tenant's database is, and how it grows. */
    public RuntimeAnswer<Storage> storage(TenantId tenant) {
        return read(Call.get(tenant, "/storage", Map.of()), Storage.class);
    }

    public RuntimeAnswer<List<DeviceState>> devices(TenantId tenant) {
        return convert(tenant, read(Call.get(tenant, "/devices", Map.of()), Devices.class), Devices::devices);
    }

    public RuntimeAnswer<DeviceState> device(TenantId tenant, DeviceId device) {
        RuntimeAnswer<Devices> answer = read(Call.get(tenant, "/devices/" + device, Map.of()), Devices.class);
        return answer instanceof Known<Devices>(Devices found)
                        && found.devices().isEmpty()
                ? new Absent<>()
                : convert(tenant, answer, found -> found.devices().getFirst());
    }

    /** @param cursor empty for the first page */
    public RuntimeAnswer<Completeness> completeness(
            TenantId tenant, DeviceId device, Instant from, Instant to, Optional<String> cursor) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        query.put("from", List.of(from.toString()));
        query.put("to", List.of(to.toString()));
        cursor.ifPresent(stream -> query.put("cursor", List.of(stream)));
        return read(Call.get(tenant, "/devices/" + device + "/completeness", query), Completeness.class);
    }

    /** @param cursor empty for the first page */
    public RuntimeAnswer<QuarantinePage> quarantine(TenantId tenant, int limit, Optional<String> cursor) {
        Map<String, List<String>> query = cursor.map(
                        from -> Map.of("limit", List.of(Integer.toString(limit)), "cursor", List.of(from)))
                .orElseGet(() -> Map.of("limit", List.of(Integer.toString(limit))));
        return read(Call.get(tenant, "/quarantine", query), QuarantinePage.class);
    }

    /** @param id digits */
    public RuntimeAnswer<QuarantinedItem> quarantined(TenantId tenant, String id) {
        return read(Call.get(tenant, "/quarantine/" + id, Map.of()), QuarantinedItem.class);
    }

    /** Asked again after an answer that was lost, it is absent when it was stored. */
    public RuntimeAnswer<QuarantineReplay> replay(TenantId tenant, String id) {
        return read(
                new Call("POST", tenant, "/quarantine/" + id + "/replay", Map.of(), Map.of(), Optional.empty()),
                QuarantineReplay.class);
    }

    public RuntimeAnswer<Boolean> discard(TenantId tenant, String id) {
        return done(new Call("DELETE", tenant, "/quarantine/" + id, Map.of(), Map.of(), Optional.empty()));
    }

    public RuntimeAnswer<List<ArrivalHour>> traffic(TenantId tenant, Instant from, Instant to) {
        Map<String, List<String>> query = Map.of("from", List.of(from.toString()), "to", List.of(to.toString()));
        return convert(tenant, read(Call.get(tenant, "/traffic", query), Hours.class), Hours::hours);
    }

    /** Known when the broker has acknowledged it. Sending the same again changes nothing. */
    public RuntimeAnswer<Boolean> configure(TenantId tenant, SiteId site, DeviceId device, String jws) {
        return done(new Call(
                "PUT",
                tenant,
                "/devices/" + device + "/configuration",
                Map.of("site", List.of(site.value())),
                Map.of("Content-Type", "text/plain"),
                Optional.of(jws.getBytes(StandardCharsets.UTF_8))));
    }

    /** Known when the broker denies the certificate and its session is gone. Asking again changes nothing. */
    public RuntimeAnswer<Boolean> revoke(TenantId tenant, String serialHex, Optional<DeviceId> device) {
        Map<String, String> body =
                device.map(id -> Map.of("device", id.value())).orElseGet(Map::of);
        return done(new Call(
                "PUT",
                tenant,
                "/revocations/" + RuntimeCalls.encoded(serialHex),
                Map.of(),
                Map.of("Content-Type", "application/json"),
                Optional.of(json.writeValueAsBytes(body))));
    }

    /** @param body JSON for the device; {@code id} is also the idempotency key */
    public RuntimeAnswer<Boolean> command(TenantId tenant, DeviceId device, String id, Duration ttl, Object body) {
        return done(new Call(
                "POST",
                tenant,
                "/devices/" + device + "/commands",
                Map.of(),
                Map.of("Content-Type", "application/json", "Idempotency-Key", id),
                Optional.of(json.writeValueAsBytes(Map.of("id", id, "ttlMs", ttl.toMillis(), "body", body)))));
    }

    private RuntimeAnswer<Boolean> done(Call call) {
        return convert(call.tenant(), calls.send(call), _ -> true);
    }

    private <T> RuntimeAnswer<T> read(Call call, Class<T> type) {
        return convert(call.tenant(), calls.send(call), body -> json.readValue(body, type));
    }

    /** What cannot be read counts as not answered. */
    private static <A, B> RuntimeAnswer<B> convert(
            TenantId tenant, RuntimeAnswer<A> answer, java.util.function.Function<A, B> conversion) {
        return switch (answer) {
            case Known<A>(A value) -> {
                try {
                    yield new Known<>(conversion.apply(value));
                } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
                    LOG.atError()
                            .addKeyValue("tenant", tenant)
                            .addKeyValue("reason", e.getClass().getSimpleName())
                            .log("the runtime's answer cannot be read");
                    yield new Unavailable<>("its answer cannot be read", AFTER_NONSENSE);
                }
            }
            case Absent<A> _ -> new Absent<>();
            case Refused<A>(String sentence) -> new Refused<>(sentence);
            case Busy<A>(Duration wait) -> new Busy<>(wait);
            case Unavailable<A>(String reason, Duration wait) -> new Unavailable<>(reason, wait);
        };
    }

    private record Devices(List<DeviceState> devices) {}

    private record UsageDevices(List<UsageOfDevice> devices) {}

    private record UsageSpans(List<UsageOfSpan> spans) {}

    private record Hours(List<ArrivalHour> hours) {}

    private record RawUsagePage(List<RawUsageRow> rows, String next) {}

    private record RawUsageRow(
            String tenant,
            String incarnation,
            String meter,
            Instant hour,
            String source,
            long revision,
            BigDecimal quantity) {

        UsageRow parsed(TenantId asked) {
            if (!tenant.equals(asked.value())) {
                throw new IllegalArgumentException("usage of another tenant");
            }
            MeterKey known = MeterKey.of(meter).orElseThrow(() -> new IllegalArgumentException("an unknown meter"));
            return new UsageRow(
                    new UsageWindow(asked, incarnation, known, new UsageHour(hour), source), revision, quantity);
        }
    }
}

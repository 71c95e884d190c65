package io.millwright.controlplane.audit.web;

import io.millwright.controlplane.audit.AuditChain;
import io.millwright.controlplane.audit.AuditEntry;
import io.millwright.controlplane.audit.AuditFilter;
import io.millwright.controlplane.audit.AuditLog;
import io.millwright.controlplane.paging.Page;
import io.millwright.controlplane.paging.PageRequest;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.wire.TenantId;
import io.swagger.v3.oas.annotations.Operation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

@RestController
@RequestMapping("/api/v1/tenants/{t}/audit")
class AuditController {

    private static final int BATCH = 1_000;
    private static final int LONGEST_TEXT = 200;
    private static final Set<String> OUTCOMES = Set.of("", "asked", "done", "refused", "failed");

    private final AuditLog audit;

    AuditController(AuditLog audit) {
        this.audit = audit;
    }

    /** Which way a list goes. */
    enum Order {
        OLDEST,
        NEWEST
    }

    /** Oldest first, or newest first; only of the newest can some be looked for. */
    @Operation(summary = "List the audit trail, oldest first unless the newest are asked for")
    @GetMapping
    Page<AuditEntry> list(
            @PathVariable TenantId t,
            @RequestParam(required = false) @Nullable String order,
            @RequestParam(required = false) @Nullable String text,
            @RequestParam(required = false) @Nullable String outcome,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor);
        AuditFilter filter = filter(text, outcome);
        List<AuditEntry> rows = switch (order(order)) {
            case NEWEST -> audit.newest(t, filter, before(page), page.limit() + 1);
            case OLDEST -> {
                if (!filter.equals(AuditFilter.NONE)) {
                    throw ProblemException.invalid("order", "must be newest when something is looked for");
                }
                yield audit.list(t, after(page), page.limit() + 1);
            }
        };
        return Page.of(rows, page, entry -> Long.toString(entry.seq()));
    }

    /** The whole chain, a line an entry, for {@code ./millwright audit verify FILE}. */
    @Operation(summary = "Download the whole audit chain to verify it")
    @GetMapping(path = "/export", produces = MediaType.APPLICATION_NDJSON_VALUE)
    ResponseEntity<StreamingResponseBody> export(@PathVariable TenantId t) {
        StreamingResponseBody body = out -> {
            long after = 0;
            for (List<AuditEntry> batch = audit.list(t, after, BATCH);
                    !batch.isEmpty();
                    batch = audit.list(t, after, BATCH)) {
                for (AuditEntry entry : batch) {
                    out.write((AuditChain.line(entry) + "\n").getBytes(StandardCharsets.UTF_8));
                }
                after = batch.getLast().seq();
            }
        };
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_NDJSON)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"audit-" + t + ".ndjson\"")
                .body(body);
    }

    private static Order order(@Nullable String word) {
        return switch (word) {
            case null -> Order.OLDEST;
            case "oldest" -> Order.OLDEST;
            case "newest" -> Order.NEWEST;
            default -> throw ProblemException.invalid("order", "must be oldest or newest");
        };
    }

    /** A NUL would be refused by the database. */
    private static AuditFilter filter(@Nullable String text, @Nullable String outcome) {
        AuditFilter filter =
                new AuditFilter(Objects.requireNonNullElse(text, ""), Objects.requireNonNullElse(outcome, ""));
        if (filter.text().length() > LONGEST_TEXT || filter.text().chars().anyMatch(Character::isISOControl)) {
            throw ProblemException.invalid("text", "is one line of at most " + LONGEST_TEXT + " characters");
        }
        if (!OUTCOMES.contains(filter.outcome())) {
            throw ProblemException.invalid("outcome", "must be asked, done, refused or failed");
        }
        return filter;
    }

    private static long before(PageRequest page) {
        return page.after().isEmpty() ? Long.MAX_VALUE : seq(page);
    }

    private static long after(PageRequest page) {
        return page.after().isEmpty() ? 0 : seq(page);
    }

    private static long seq(PageRequest page) {
        try {
            return Long.parseLong(page.after());
        } catch (NumberFormatException e) {
            throw ProblemException.invalid("cursor", "is not a cursor that a list has given");
        }
    }
}

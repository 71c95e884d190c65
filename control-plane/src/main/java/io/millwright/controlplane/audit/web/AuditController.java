package io.millwright.controlplane.audit.web;

import io.millwright.controlplane.audit.AuditChain;
import io.millwright.controlplane.audit.AuditEntry;
import io.millwright.controlplane.audit.AuditLog;
import io.millwright.controlplane.paging.Page;
import io.millwright.controlplane.paging.PageRequest;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.wire.TenantId;
import io.swagger.v3.oas.annotations.Operation;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

    private final AuditLog audit;

    AuditController(AuditLog audit) {
        this.audit = audit;
    }

    /** Oldest first. */
    @Operation(summary = "List the audit trail, oldest first")
    @GetMapping
    Page<AuditEntry> list(
            @PathVariable TenantId t,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor);
        return Page.of(audit.list(t, after(page), page.limit() + 1), page, entry -> Long.toString(entry.seq()));
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

    private static long after(PageRequest page) {
        try {
            return page.after().isEmpty() ? 0 : Long.parseLong(page.after());
        } catch (NumberFormatException e) {
            throw ProblemException.invalid("cursor", "is not a cursor that a list has given");
        }
    }
}

package io.millwright.controlplane.billing.web;

import io.millwright.controlplane.billing.BillingMonth;
import io.millwright.controlplane.billing.Invoices;
import io.millwright.controlplane.paging.Page;
import io.millwright.controlplane.paging.PageRequest;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.wire.TenantId;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Closed months, newest first. */
@RestController
@RequestMapping("/api/v1/tenants/{t}/invoices")
class InvoiceController {

    private final Invoices invoices;
    private final Lives lives;

    InvoiceController(Invoices invoices, Lives lives) {
        this.invoices = invoices;
        this.lives = lives;
    }

    /** An invoice at a glance; {@code href} is the whole of it. */
    record InvoiceItem(
            String number,
            BillingMonth period,
            String currency,
            long total,
            String totalText,
            Instant closedAt,
            String href) {}

    @Operation(summary = "List closed months, newest first")
    @GetMapping
    Page<InvoiceItem> list(
            @PathVariable("t") String t,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor);
        Optional<BillingMonth> before =
                Optional.of(page.after()).filter(text -> !text.isEmpty()).map(text -> Periods.month("cursor", text));
        List<InvoiceItem> rows = invoices.list(lives.of(new TenantId(t)), before, page.limit() + 1).stream()
                .map(invoice -> item(t, invoice))
                .toList();
        return Page.of(rows, page, item -> item.period().toString());
    }

    @Operation(summary = "Read the invoice of a month")
    @GetMapping("/{period}")
    ResponseEntity<String> invoice(@PathVariable("t") String t, @PathVariable String period) {
        BillingMonth month = Periods.month("period", period);
        String document = invoices.document(lives.of(new TenantId(t)), month)
                .orElseThrow(() -> ProblemException.notFound("invoice"));
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(document);
    }

    private static InvoiceItem item(String tenant, Invoices.Summary invoice) {
        return new InvoiceItem(
                invoice.number(),
                invoice.period(),
                invoice.total().currency().getCurrencyCode(),
                invoice.total().minor(),
                invoice.total().toString(),
                invoice.closedAt(),
                "/api/v1/tenants/" + tenant + "/invoices/" + invoice.period());
    }
}

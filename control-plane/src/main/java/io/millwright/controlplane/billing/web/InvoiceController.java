package io.millwright.controlplane.billing.web;

import io.millwright.controlplane.billing.BillingMonth;
import io.millwright.controlplane.billing.Invoices;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.wire.TenantId;
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

    private static final int MOST = 200;

    private final Invoices invoices;
    private final Lives lives;

    InvoiceController(Invoices invoices, Lives lives) {
        this.invoices = invoices;
        this.lives = lives;
    }

    /** {@code next}, if there is more, is the cursor of the next page. */
    record InvoicePage(List<InvoiceItem> items, @Nullable String next) {}

    /** An invoice at a glance; {@code href} is the whole of it. */
    record InvoiceItem(
            String number,
            BillingMonth period,
            String currency,
            long total,
            String totalText,
            Instant closedAt,
            String href) {}

    @GetMapping
    InvoicePage list(
            @PathVariable("t") String t,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor) {
        if (limit < 1 || limit > MOST) {
            throw ProblemException.invalid("limit", "It is from 1 to " + MOST + ".");
        }
        Optional<BillingMonth> before = Optional.ofNullable(cursor).map(text -> Periods.month("cursor", text));
        List<InvoiceItem> found = invoices.list(lives.of(new TenantId(t)), before, limit + 1).stream()
                .map(invoice -> item(t, invoice))
                .toList();
        boolean more = found.size() > limit;
        List<InvoiceItem> items = more ? found.subList(0, limit) : found;
        return new InvoicePage(items, more ? items.getLast().period().toString() : null);
    }

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

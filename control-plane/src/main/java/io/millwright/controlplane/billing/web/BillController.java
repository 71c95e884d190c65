package io.millwright.controlplane.billing.web;

import io.millwright.controlplane.billing.Bill;
import io.millwright.controlplane.billing.BillDocument;
import io.millwright.controlplane.billing.BillLine;
import io.millwright.controlplane.billing.BillingMonth;
import io.millwright.controlplane.billing.Bills;
import io.millwright.controlplane.billing.Money;
import io.millwright.controlplane.billing.PriceCatalog;
import io.millwright.controlplane.billing.TierHistories.Life;
import io.millwright.controlplane.billing.file.BillFiles;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.wire.TenantId;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Clock;
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

/** What a tenant owes, what it would owe in another tier, and both with their proof. */
@RestController
@RequestMapping("/api/v1/tenants/{t}/bill")
class BillController {

    private final Bills bills;
    private final BillFiles files;
    private final Lives lives;
    private final PriceCatalog catalog;
    private final Clock clock;

    BillController(Bills bills, BillFiles files, Lives lives, PriceCatalog catalog, Clock clock) {
        this.bills = bills;
        this.files = files;
        this.lives = lives;
        this.catalog = catalog;
        this.clock = clock;
    }

    /** The month of now in another tier, beside what it comes to in the tiers that ran. Minor units. */
    record Simulation(
            String tenant,
            BillingMonth period,
            String tier,
            String currency,
            long total,
            String totalText,
            long present,
            long difference,
            List<BillLine> lines) {}

    @Operation(summary = "The bill of a month to date, line by line")
    @GetMapping
    BillDocument bill(@PathVariable("t") String t, @RequestParam(required = false) @Nullable String period) {
        Life life = lives.of(new TenantId(t));
        return BillDocument.of(bills.of(life, month(period)).orProblem(), null);
    }

    @Operation(summary = "What this month would cost in another tier")
    @GetMapping("/simulate")
    Simulation simulate(@PathVariable("t") String t, @RequestParam String tier) {
        Life life = lives.of(new TenantId(t));
        BillingMonth month = BillingMonth.of(clock.instant());
        if (catalog.of(month).plan(tier).isEmpty()) {
            throw ProblemException.invalid("tier", "There is no plan of this name.");
        }
        Bill simulated = bills.simulate(life, month, tier).orProblem();
        long present = bills.of(life, month).orProblem().rated().total();
        Money total = simulated.total();
        return new Simulation(
                t,
                month,
                tier,
                total.currency().getCurrencyCode(),
                total.minor(),
                total.toString(),
                present,
                total.minor() - present,
                simulated.rated().lines());
    }

    /** For {@code millwright bill verify}. */
    @Operation(summary = "Download a bill with everything needed to verify it offline")
    @GetMapping("/file")
    ResponseEntity<byte[]> file(@PathVariable("t") String t, @RequestParam(required = false) @Nullable String period) {
        BillingMonth month = month(period);
        byte[] file = files.of(lives.of(new TenantId(t)), month).orElseThrow(() -> ProblemException.notFound("bill"));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + t + "-" + month + ".bill.json\"")
                .body(file);
    }

    private BillingMonth month(@Nullable String period) {
        return period == null ? BillingMonth.of(clock.instant()) : Periods.month("period", period);
    }
}

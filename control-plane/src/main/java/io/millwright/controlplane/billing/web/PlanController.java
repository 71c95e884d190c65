package io.millwright.controlplane.billing.web;

import io.millwright.controlplane.billing.BillingMonth;
import io.millwright.controlplane.billing.Plan;
import io.millwright.controlplane.billing.PriceCatalog;
import io.millwright.controlplane.billing.PriceList;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Clock;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is for sale. */
@RestController
@RequestMapping("/api/v1/plans")
class PlanController {

    private final PriceCatalog catalog;
    private final Clock clock;

    PlanController(PriceCatalog catalog, Clock clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    /** The prices of this month, in minor units, and those that are to come. */
    record Plans(String version, BillingMonth effective, String currency, List<Plan> plans, List<PriceList> upcoming) {}

    @Operation(summary = "What is for sale, and for how much")
    @GetMapping
    Plans plans() {
        BillingMonth month = BillingMonth.of(clock.instant());
        PriceList now = catalog.of(month);
        List<PriceList> upcoming = catalog.versions().stream()
                .filter(version -> version.effective().compareTo(month) > 0)
                .toList();
        return new Plans(now.version(), now.effective(), now.currency().getCurrencyCode(), now.plans(), upcoming);
    }
}

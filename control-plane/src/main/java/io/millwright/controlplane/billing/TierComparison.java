package io.millwright.controlplane.billing;

import io.millwright.controlplane.billing.TierHistories.Life;
import io.millwright.controlplane.tenant.TenantAccounts;
import io.millwright.controlplane.tenant.TierPrices;
import io.millwright.wire.TenantId;
import java.time.Clock;
import java.util.Optional;

/** What this month would come to in another tier, for whoever thinks of changing. */
final class TierComparison implements TierPrices {

    private final Bills bills;
    private final PriceCatalog catalog;
    private final TenantAccounts tenants;
    private final Clock clock;

    TierComparison(Bills bills, PriceCatalog catalog, TenantAccounts tenants, Clock clock) {
        this.bills = bills;
        this.catalog = catalog;
        this.tenants = tenants;
        this.clock = clock;
    }

    @Override
    public Optional<Difference> difference(TenantId tenant, String fromTier, String toTier) {
        BillingMonth month = BillingMonth.of(clock.instant());
        PriceList prices = catalog.of(month);
        Optional<Plan> from = prices.plan(fromTier);
        Optional<Plan> to = prices.plan(toTier);
        Optional<String> incarnation =
                tenants.living(tenant).flatMap(account -> Optional.ofNullable(account.incarnation()));
        if (from.isEmpty() || to.isEmpty() || incarnation.isEmpty()) {
            return Optional.empty();
        }
        Life life = new Life(tenant, incarnation.get());
        return bills.of(life, month) instanceof Drawing.Drawn now
                        && bills.simulate(life, month, toTier) instanceof Drawing.Drawn there
                ? Optional.of(new Difference(
                        prices.currency().getCurrencyCode(),
                        now.bill().rated().total(),
                        there.bill().rated().total(),
                        from.get().base(),
                        to.get().base()))
                : Optional.empty();
    }
}

package io.millwright.controlplane.tenant;

import io.millwright.controlplane.problem.ProblemException;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.wire.TenantId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/** A dry run of a change of tier: what would run, what would be allowed, what it would cost. Nothing is written. */
@Service
public class PlanPreview {

    private static final List<String> PLACED = List.of("broker", "historian", "runtime");
    private static final List<String> PARTS = List.of("broker", "historian", "runtime", "limits", "retention");

    private final TierCatalog catalog;
    private final ObjectProvider<TierPrices> prices;

    PlanPreview(TierCatalog catalog, ObjectProvider<TierPrices> prices) {
        this.catalog = catalog;
        this.prices = prices;
    }

    /**
     * The answer.
     *
     * @param possible whether this release can make the change in place
     * @param reason why not
     * @param bill absent where nothing is priced
     */
    @Schema(name = "PlanPreview")
    public record Plan(
            String from,
            String to,
            boolean possible,
            @Nullable String reason,
            List<Change> infrastructure,
            TierPrices.@Nullable Difference bill) {}

    /** A value of a part that becomes another, such as {@code runtime} {@code maximum} 3, 10; absent where there is none. */
    public record Change(
            String part,
            String field,
            @Nullable Object from,
            @Nullable Object to) {}

    /** @throws ProblemException 400 for a tier that is not sold */
    public Plan of(Tenant tenant, String tier) {
        Map<String, Object> target = catalog.find(tier)
                .orElseThrow(
                        () -> ProblemException.invalid("tier", "must be one of " + String.join(", ", catalog.names())));
        String from = running(tenant);
        Map<String, Object> now = catalog.find(from).orElse(Map.of());
        Optional<String> moved = PLACED.stream()
                .filter(part -> !now.isEmpty() && !placement(now, part).equals(placement(target, part)))
                .findFirst();
        return new Plan(
                from,
                tier,
                moved.isEmpty(),
                moved.map(part ->
                                "The " + part + " would move to another server, which this release cannot do in place.")
                        .orElse(null),
                changes(now, target),
                Optional.ofNullable(prices.getIfAvailable())
                        .flatMap(priced -> priced.difference(
                                new TenantId(tenant.getMetadata().getName()), from, tier))
                        .orElse(null));
    }

    private static String running(Tenant tenant) {
        return tenant.getStatus() != null && tenant.getStatus().getTier() != null
                ? tenant.getStatus().getTier()
                : tenant.getSpec().getTier();
    }

    private static String placement(Map<String, Object> tier, String part) {
        return String.valueOf(TierCatalog.tree(tier.get(part)).get("placement"));
    }

    private static List<Change> changes(Map<String, Object> from, Map<String, Object> to) {
        List<Change> changes = new ArrayList<>();
        for (String part : PARTS) {
            Map<String, Object> before = TierCatalog.tree(from.get(part));
            Map<String, Object> after = TierCatalog.tree(to.get(part));
            Set<String> fields = new LinkedHashSet<>(before.keySet());
            fields.addAll(after.keySet());
            for (String field : fields) {
                if (!Objects.equals(before.get(field), after.get(field))) {
                    changes.add(new Change(part, field, before.get(field), after.get(field)));
                }
            }
        }
        return changes;
    }
}

package io.millwright.controlplane.billing;

import java.util.List;
import java.util.Optional;

/** What a month comes to. */
public sealed interface RatedMonth {

    /** In whole minor units. */
    record Rated(PriceList prices, List<TierShare> shares, List<BillLine> lines, long total) implements RatedMonth {

        public Rated {
            shares = List.copyOf(shares);
            lines = List.copyOf(lines);
        }

        public Optional<BillLine> line(String tier, String charge) {
            return lines.stream()
                    .filter(line -> line.tier().equals(tier) && line.charge().equals(charge))
                    .findFirst();
        }
    }

    /** The tenant ran in a tier that the price list does not sell: nobody can say what it owes. */
    record Unpriced(String tier, String version) implements RatedMonth {

        public String sentence() {
            return "Tier " + tier + " has no price in version " + version + " of the price catalog.";
        }
    }
}

package io.millwright.controlplane.billing;

import java.util.List;

/**
 * What a tier has of a month.
 *
 * @param hours that the tenant ran in it: its share of base, allowances and steps
 * @param spans whose usage is billed by it
 */
public record TierShare(String tier, long hours, List<TierSpan> spans) {

    public TierShare {
        spans = List.copyOf(spans);
    }
}

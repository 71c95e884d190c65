package io.millwright.controlplane.billing;

import java.util.Comparator;

/** What an amount is for: a tier and its base or a meter. */
record Charged(String tier, String charge) implements Comparable<Charged> {

    private static final Comparator<Charged> ORDER =
            Comparator.comparing(Charged::tier).thenComparing(Charged::charge);

    @Override
    public int compareTo(Charged other) {
        return ORDER.compare(this, other);
    }
}

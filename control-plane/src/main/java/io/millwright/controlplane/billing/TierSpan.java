package io.millwright.controlplane.billing;

import java.time.Instant;

/** Whole hours of a month, {@code to} exclusive. */
public record TierSpan(Instant from, Instant to) {}

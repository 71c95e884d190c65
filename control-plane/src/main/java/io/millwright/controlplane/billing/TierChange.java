package io.millwright.controlplane.billing;

import io.millwright.wire.usage.UsageHour;

/** From this hour on the tenant ran in this tier. A change counts from the beginning of the hour it happened in. */
public record TierChange(UsageHour from, String tier) {}

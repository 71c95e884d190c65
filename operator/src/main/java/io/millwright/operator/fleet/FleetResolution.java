package io.millwright.operator.fleet;

import io.millwright.operator.status.Verdict;

/** What came of looking at a fleet and what it refers to. */
sealed interface FleetResolution {

    /** Everything is there. */
    record Resolved(FleetPlan plan) implements FleetResolution {}

    /** Something is missing or wrong; the last configuration stays. It heals when that changes, without an edit here. */
    record Unusable(Verdict verdict) implements FleetResolution {}
}

package io.millwright.operator.tier;

/** Whether the catalog grants what a spec asks for. */
public sealed interface TierResolution {

    /** Runs from now on. */
    record Granted(Tier tier, TierChoice choice) implements TierResolution {}

    /**
     * Does not run; whatever ran before goes on and is healed.
     *
     * @param message one sentence that says what to change
     */
    record Refused(Reason reason, String message) implements TierResolution {}

    /** Reasons of the condition Ready when a spec cannot run. */
    enum Reason {
        UNKNOWN_TIER("UnknownTier"),
        LIMITS_OUT_OF_BOUNDS("LimitsOutOfBounds"),
        RETENTION_OUT_OF_BOUNDS("RetentionOutOfBounds"),
        TIER_CHANGE_UNSUPPORTED("TierChangeUnsupported");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }
}

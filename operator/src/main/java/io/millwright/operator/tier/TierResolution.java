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
    record Refused(Reason reason, String message) implements TierResolution {

        /**
         * Of another tier, or of the same one that the catalog has otherwise by now.
         *
         * @param would what following it would do to the tenant
         */
        public static Refused unsupported(String from, String to, String would) {
            String message = from.equals(to)
                    ? "The catalog's tier %s is not what this tenant was made as, and following it would %s, which this release cannot do in place; the tenant goes on as it was made: set the tier back in the catalog."
                            .formatted(to, would)
                    : "Changing from %s to %s would %s, which this release cannot do in place; set spec.tier back to %s."
                            .formatted(from, to, would, from);
            return new Refused(Reason.TIER_CHANGE_UNSUPPORTED, message);
        }
    }

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

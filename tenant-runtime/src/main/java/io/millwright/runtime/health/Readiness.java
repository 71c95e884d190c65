package io.millwright.runtime.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Whether the process serves, and what about each tenant. */
public record Readiness(boolean ready, String message, Map<String, TenantReadiness> tenants) {

    public Readiness {
        tenants = new TreeMap<>(tenants);
    }

    /** Why a tenant is ready or not: one word for machines. */
    public enum Reason {
        SERVING("Serving"),
        CHECKING("Checking"),
        CONFIGURATION_INVALID("ConfigurationInvalid"),
        /** The schema is not there yet, or could not be brought up to date. */
        MIGRATING("Migrating"),
        /** The database answers, and yet batches are not stored: a full disk, for example. */
        NOT_STORING("NotStoring"),
        DATABASE_UNREACHABLE("DatabaseUnreachable"),
        DATABASE_REFUSED("DatabaseRefused");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * @param since when the reason began
     * @param configuration what is wrong with the newest configuration while the last valid one is served, else empty
     * @param rollupLag how much older than usual the oldest points are that are not rolled up; no reason not to be ready
     * @param consuming whether the broker has taken this process's subscriptions, so that what devices publish comes here; no
     *     matter of readiness, since brokers may ask a ready runtime whether they may let it in
     */
    public record TenantReadiness(
            Reason reason, String message, Instant since, String configuration, Duration rollupLag, boolean consuming) {

        public TenantReadiness(Reason reason, String message, Instant since, String configuration) {
            this(reason, message, since, configuration, Duration.ZERO, false);
        }

        public boolean ready() {
            return reason == Reason.SERVING;
        }
    }
}

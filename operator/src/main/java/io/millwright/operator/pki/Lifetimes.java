package io.millwright.operator.pki;

import java.time.Duration;

/**
 * How long each kind of certificate lives, counted from its issue; a certificate never outlives its issuer.
 *
 * @param platformAuthority of the authorities for the platform's servers and for its own clients
 */
public record Lifetimes(
        Duration deviceRoot, Duration tenantAuthority, Duration platformAuthority, Duration server, Duration service) {

    public Lifetimes {
        for (Duration lifetime : new Duration[] {deviceRoot, tenantAuthority, platformAuthority, server, service}) {
            if (lifetime.compareTo(Duration.ofHours(1)) < 0) {
                throw new IllegalArgumentException("a certificate lives at least one hour, not " + lifetime);
            }
        }
    }

    /**
     * Roots and authorities outlive the machines that trust them; what a process can reload by itself is short-lived,
     * so that a stolen key is soon worthless without a revocation list.
     */
    public static Lifetimes defaults() {
        return new Lifetimes(
                Duration.ofDays(25 * 365L),
                Duration.ofDays(10 * 365L),
                Duration.ofDays(10 * 365L),
                Duration.ofDays(90),
                Duration.ofDays(30));
    }
}

package io.millwright.quickstart.bill;

import io.millwright.controlplane.billing.BillingMonth;
import io.millwright.wire.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** Which month of whom is to be run. */
record Order(TenantId tenant, BillingMonth month, String tier, Optional<Change> change) {

    private static final String CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /** From noon of this day on, another tier. */
    record Change(String tier, int day) {}

    /** What everything made up follows from. */
    byte[] seed() {
        try {
            String text = tenant + "\n" + month + "\n" + tier;
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The made-up life of the tenant, in the form of a ULID. */
    String incarnation() {
        byte[] seed = seed();
        StringBuilder text = new StringBuilder("01");
        for (int i = 0; i < 24; i++) {
            text.append(CROCKFORD.charAt(seed[i] & 31));
        }
        return text.toString();
    }
}

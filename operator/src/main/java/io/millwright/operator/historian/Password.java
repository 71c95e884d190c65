package io.millwright.operator.historian;

import java.security.SecureRandom;
import java.util.Base64;

/** A password that does not print itself. */
public record Password(String value) {

    private static final int RANDOM_BYTES = 24;

    /** ASCII only: SASLprep, which SCRAM prescribes, leaves it as it is. */
    public Password {
        if (value.isEmpty() || value.length() > 256 || !value.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            throw new IllegalArgumentException("a password is 1 to 256 visible ASCII characters");
        }
    }

    /** 192 random bits, safe in URLs and environments. */
    public static Password random(SecureRandom random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return new Password(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    @Override
    public String toString() {
        return "Password[hidden]";
    }
}

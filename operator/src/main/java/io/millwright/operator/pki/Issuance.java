package io.millwright.operator.pki;

import java.security.SecureRandom;
import java.time.Clock;

/** What every issue needs from outside: the time, randomness for keys and serials, and the lifetimes. */
public record Issuance(Clock clock, SecureRandom random, Lifetimes lifetimes) {

    public static Issuance with(Clock clock) {
        return new Issuance(clock, new SecureRandom(), Lifetimes.defaults());
    }
}

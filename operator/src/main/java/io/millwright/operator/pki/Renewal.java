package io.millwright.operator.pki;

import java.time.Clock;
import java.util.Optional;

/** When a certificate that a process can reload is due to be issued anew. */
final class Renewal {

    static Optional<String> reason(KeyAndCertificates kept, KeyAndCertificates authority, Clock clock) {
        if (!kept.chain().subList(1, kept.chain().size()).equals(authority.chain())) {
            return Optional.of("the issuing authority changed");
        }
        if (kept.renewalDue(clock)) {
            return Optional.of("two thirds of its life are over");
        }
        return Optional.empty();
    }

    private Renewal() {}
}

package io.millwright.brokerextension;

import java.security.PublicKey;

/** What the list of authorities says of one certificate. */
sealed interface Vouching {

    /** The tenant's authority of now signed it, with this key. */
    record By(PublicKey key) implements Vouching {}

    /** It is worth nothing here. */
    record Refused(Refusal reason) implements Vouching {}
}

package io.millwright.wire;

/** What came of reading a client certificate. */
public sealed interface IdentityReading {

    /** All its names agree. */
    record Known(CertificateIdentity identity) implements IdentityReading {}

    /** It speaks for nobody. */
    record Refused(IdentityRefusal reason) implements IdentityReading {}
}

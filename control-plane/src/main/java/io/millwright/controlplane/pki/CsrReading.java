package io.millwright.controlplane.pki;

/** What a stranger's certificate request turned out to be. */
public sealed interface CsrReading {

    /** The sender holds the private key, and nothing is asked for that a device may not have. */
    record Accepted(CertificateRequest request) implements CsrReading {}

    record Refused(CsrFault fault) implements CsrReading {}
}

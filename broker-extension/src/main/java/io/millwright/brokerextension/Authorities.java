package io.millwright.brokerextension;

import io.millwright.wire.CertificateReader;
import io.millwright.wire.IdentityReading;
import java.security.cert.X509Certificate;

/** Reads certificates. */
final class Authorities {

    IdentityReading read(X509Certificate certificate) {
        return CertificateReader.read(certificate);
    }
}

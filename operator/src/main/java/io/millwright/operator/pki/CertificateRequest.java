package io.millwright.operator.pki;

import java.time.Duration;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;

/** What a certificate shall say, before it has a key, a serial and a time. */
record CertificateRequest(X500Name subject, Duration lifetime, List<Statement> statements) {

    record Statement(ASN1ObjectIdentifier extension, boolean critical, ASN1Encodable value) {}
}

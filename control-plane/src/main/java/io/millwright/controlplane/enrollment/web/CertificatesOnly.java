package io.millwright.controlplane.enrollment.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSAbsentContent;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSSignedDataGenerator;

/** Certificates as EST hands them over: PKCS#7 without content or signature, in base 64. */
final class CertificatesOnly {

    static byte[] base64(List<X509Certificate> certificates) {
        try {
            CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
            generator.addCertificates(new JcaCertStore(certificates));
            return (Base64.getMimeEncoder(64, new byte[] {'\r', '\n'})
                                    .encodeToString(generator
                                            .generate(new CMSAbsentContent())
                                            .getEncoded("DER"))
                            + "\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
        } catch (CMSException | CertificateEncodingException | IOException e) {
            throw new IllegalStateException("certificates cannot be written", e);
        }
    }

    private CertificatesOnly() {}
}

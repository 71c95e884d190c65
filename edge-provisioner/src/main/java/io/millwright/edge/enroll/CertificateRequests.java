package io.millwright.edge.enroll;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.KeyPair;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** PKCS#10: proves that the device holds its key. */
final class CertificateRequests {

    private static final X500Name NOBODY = new X500Name(new RDN[0]);

    /** Asks for a first certificate: who the device will be is the platform's to say. In DER. */
    static byte[] first(KeyPair key) {
        return sign(new JcaPKCS10CertificationRequestBuilder(NOBODY, key.getPublic()), key);
    }

    /** Asks for the next one: RFC 7030 has subject and alternative name repeat those of the certificate of now. In DER. */
    static byte[] renewal(KeyPair key, X500Principal subject, String urn) {
        ExtensionsGenerator extensions = new ExtensionsGenerator();
        try {
            extensions.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, urn)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        JcaPKCS10CertificationRequestBuilder request =
                new JcaPKCS10CertificationRequestBuilder(X500Name.getInstance(subject.getEncoded()), key.getPublic());
        request.addAttribute(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest, extensions.generate());
        return sign(request, key);
    }

    private static byte[] sign(JcaPKCS10CertificationRequestBuilder request, KeyPair key) {
        try {
            return request.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key.getPrivate()))
                    .getEncoded();
        } catch (OperatorCreationException e) {
            throw new IllegalStateException("this JDK cannot sign with P-256", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private CertificateRequests() {}
}

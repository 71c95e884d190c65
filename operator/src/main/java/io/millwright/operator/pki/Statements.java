package io.millwright.operator.pki;

import io.millwright.operator.pki.CertificateRequest.Statement;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;

/** The extensions that our certificates carry. */
final class Statements {

    static Statement authority(int pathLength) {
        return new Statement(Extension.basicConstraints, true, new BasicConstraints(pathLength));
    }

    static Statement endEntity() {
        return new Statement(Extension.basicConstraints, true, new BasicConstraints(false));
    }

    static Statement signsCertificates() {
        return new Statement(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    }

    static Statement signsHandshakes() {
        return new Statement(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    }

    static Statement onlyFor(KeyPurposeId purpose) {
        return new Statement(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
    }

    static Statement alternativeNames(List<GeneralName> names) {
        return new Statement(
                Extension.subjectAlternativeName, false, new GeneralNames(names.toArray(GeneralName[]::new)));
    }

    /**
     * Below this authority every subject begins with the organisation. Only that: Java takes a common name for a host
     * name as soon as host names are constrained, and cannot read the empty name that would exclude every host.
     */
    static Statement subjectsBelow(X500Name organisation) {
        GeneralSubtree subtree = new GeneralSubtree(new GeneralName(GeneralName.directoryName, organisation));
        return new Statement(
                Extension.nameConstraints, true, new NameConstraints(new GeneralSubtree[] {subtree}, null));
    }

    private Statements() {}
}

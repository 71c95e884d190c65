package io.millwright.controlplane.pki;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.jspecify.annotations.Nullable;

/** What a request asks for beside its names: usages that any client may have, and one URI; more is refused, not dropped. */
sealed interface RequestedExtensions {

    Set<ASN1ObjectIdentifier> HARMLESS = Set.of(Extension.extendedKeyUsage, Extension.subjectKeyIdentifier);

    record Good(Optional<String> uri) implements RequestedExtensions {}

    record Bad(CsrFault fault) implements RequestedExtensions {}

    /** @throws IllegalArgumentException if they are not readable */
    static RequestedExtensions of(PKCS10CertificationRequest request) {
        Set<ASN1ObjectIdentifier> met = new HashSet<>();
        Extensions extensions = null;
        for (Attribute attribute : request.getAttributes()) {
            if (!met.add(attribute.getAttrType())) {
                return new Bad(CsrFault.EXTENSION);
            }
            if (attribute.getAttrType().equals(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest)) {
                ASN1Encodable[] values = attribute.getAttributeValues();
                if (values.length != 1) {
                    return new Bad(CsrFault.EXTENSION);
                }
                extensions = Extensions.getInstance(values[0]);
            }
        }
        return extensions == null ? new Good(Optional.empty()) : of(extensions);
    }

    private static RequestedExtensions of(Extensions extensions) {
        String uri = null;
        for (ASN1ObjectIdentifier type : extensions.getExtensionOIDs()) {
            Extension extension = extensions.getExtension(type);
            if (type.equals(Extension.basicConstraints)) {
                if (BasicConstraints.getInstance(extension.getParsedValue()).isCA()) {
                    return new Bad(CsrFault.AUTHORITY);
                }
            } else if (type.equals(Extension.keyUsage)) {
                KeyUsage usage = KeyUsage.getInstance(extension.getParsedValue());
                if (usage.hasUsages(KeyUsage.keyCertSign) || usage.hasUsages(KeyUsage.cRLSign)) {
                    return new Bad(CsrFault.AUTHORITY);
                }
            } else if (type.equals(Extension.subjectAlternativeName)) {
                uri = onlyUri(GeneralNames.getInstance(extension.getParsedValue()));
                if (uri == null) {
                    return new Bad(CsrFault.ALTERNATIVE_NAME);
                }
            } else if (!HARMLESS.contains(type)) {
                return new Bad(CsrFault.EXTENSION);
            }
        }
        return new Good(Optional.ofNullable(uri));
    }

    private static @Nullable String onlyUri(GeneralNames names) {
        GeneralName[] all = names.getNames();
        return all.length == 1 && all[0].getTagNo() == GeneralName.uniformResourceIdentifier
                ? all[0].getName().toString()
                : null;
    }
}

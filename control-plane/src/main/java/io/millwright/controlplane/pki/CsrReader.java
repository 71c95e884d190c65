package io.millwright.controlplane.pki;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;

/** Reads certificate requests of strangers. It never throws for what they hold. */
public final class CsrReader {

    private static final int LONGEST = 16 * 1024;
    private static final Pattern PEM = Pattern.compile(
            "-----BEGIN (?:NEW )?CERTIFICATE REQUEST-----([A-Za-z0-9+/=\\s]*+)-----END (?:NEW )?CERTIFICATE"
                    + " REQUEST-----");

    /** What the signature of a request may be made with; null parameters are part of the RSA ones. */
    private static final Map<ASN1ObjectIdentifier, String> SIGNATURES = Map.of(
            X9ObjectIdentifiers.ecdsa_with_SHA256, "SHA256withECDSA",
            X9ObjectIdentifiers.ecdsa_with_SHA384, "SHA384withECDSA",
            X9ObjectIdentifiers.ecdsa_with_SHA512, "SHA512withECDSA",
            PKCSObjectIdentifiers.sha256WithRSAEncryption, "SHA256withRSA",
            PKCSObjectIdentifiers.sha384WithRSAEncryption, "SHA384withRSA",
            PKCSObjectIdentifiers.sha512WithRSAEncryption, "SHA512withRSA");

    /** One PEM block with nothing but white space around it. */
    public static CsrReading readPem(String pem) {
        if (pem.length() > LONGEST) {
            return refused(CsrFault.TOO_LONG);
        }
        Matcher block = PEM.matcher(pem.strip());
        if (!block.matches()) {
            return refused(CsrFault.NOT_PEM);
        }
        return readBase64(block.group(1));
    }

    /** The body of an EST request: base 64 with line breaks. */
    public static CsrReading readBase64(String text) {
        if (text.length() > LONGEST) {
            return refused(CsrFault.TOO_LONG);
        }
        try {
            return readDer(Base64.getDecoder().decode(text.replaceAll("\\s", "")));
        } catch (IllegalArgumentException e) {
            return refused(CsrFault.NOT_PEM);
        }
    }

    static CsrReading readDer(byte[] der) {
        return switch (DerShape.of(der)) {
            case NOT_DER -> refused(CsrFault.NOT_DER);
            case TRAILING_BYTES -> refused(CsrFault.TRAILING_BYTES);
            case GOOD -> readShaped(der);
        };
    }

    private static CsrReading readShaped(byte[] der) {
        try {
            PKCS10CertificationRequest request = new PKCS10CertificationRequest(der);
            if (!Arrays.equals(der, request.toASN1Structure().getEncoded(ASN1Encoding.DER))) {
                return refused(CsrFault.NOT_DER);
            }
            return read(request);
        } catch (IOException | RuntimeException e) {
            // Bouncy Castle says what is wrong with broken structures by a dozen unchecked exceptions.
            return refused(CsrFault.NOT_A_REQUEST);
        }
    }

    private static CsrReading read(PKCS10CertificationRequest request) throws IOException {
        return switch (RequestedKey.of(request.getSubjectPublicKeyInfo())) {
            case RequestedKey.Bad(CsrFault fault) -> refused(fault);
            case RequestedKey.Good(PublicKey key) -> {
                Optional<CsrFault> unproven = unproven(request, key);
                yield unproven.isPresent() ? refused(unproven.get()) : names(request, key);
            }
        };
    }

    private static CsrReading names(PKCS10CertificationRequest request, PublicKey key) {
        Optional<RequestedSubject> subject = RequestedSubject.of(request.getSubject());
        if (subject.isEmpty()) {
            return refused(CsrFault.SUBJECT);
        }
        return switch (RequestedExtensions.of(request)) {
            case RequestedExtensions.Bad(CsrFault fault) -> refused(fault);
            case RequestedExtensions.Good(Optional<String> uri) ->
                new CsrReading.Accepted(new CertificateRequest(key, subject.get(), uri));
        };
    }

    /** The signature over the request is what shows that its sender holds the private key. */
    private static Optional<CsrFault> unproven(PKCS10CertificationRequest request, PublicKey key) throws IOException {
        AlgorithmIdentifier algorithm = request.getSignatureAlgorithm();
        String name = SIGNATURES.get(algorithm.getAlgorithm());
        if (name == null || !name.endsWith(key.getAlgorithm().equals("EC") ? "ECDSA" : "RSA") || !bare(algorithm)) {
            return Optional.of(CsrFault.SIGNATURE_ALGORITHM);
        }
        try {
            Signature signature = Signature.getInstance(name);
            signature.initVerify(key);
            signature.update(
                    request.toASN1Structure().getCertificationRequestInfo().getEncoded(ASN1Encoding.DER));
            return signature.verify(request.getSignature())
                    ? Optional.empty()
                    : Optional.of(CsrFault.PROOF_OF_POSSESSION);
        } catch (GeneralSecurityException e) {
            return Optional.of(CsrFault.PROOF_OF_POSSESSION);
        }
    }

    private static boolean bare(AlgorithmIdentifier algorithm) {
        ASN1Encodable parameters = algorithm.getParameters();
        return parameters == null || DERNull.INSTANCE.equals(parameters);
    }

    private static CsrReading refused(CsrFault fault) {
        return new CsrReading.Refused(fault);
    }

    private CsrReader() {}
}

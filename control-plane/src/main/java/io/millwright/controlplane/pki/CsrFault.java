package io.millwright.controlplane.pki;

/** Why a certificate request is refused; the sentence is for whoever sent it and holds nothing of it. */
public enum CsrFault {
    NOT_PEM("must be one PEM block of type CERTIFICATE REQUEST"),
    TOO_LONG("is longer than any certificate request needs to be"),
    NOT_DER("is not DER"),
    TRAILING_BYTES("has bytes behind the certificate request"),
    NOT_A_REQUEST("is not a PKCS#10 certificate request"),
    KEY_KIND("must hold a key of curve P-256 or P-384, or RSA"),
    EXPLICIT_CURVE("must name its curve instead of describing one"),
    INVALID_POINT("holds a public key that is no point of its curve"),
    RSA_SIZE("must hold an RSA key of 2048 to 4096 bits with the exponent 65537"),
    SIGNATURE_ALGORITHM("must be signed with ECDSA or RSA (PKCS#1) and SHA-256, SHA-384 or SHA-512"),
    PROOF_OF_POSSESSION("is not signed with the key that it holds"),
    SUBJECT("must have no subject, a plain CN alone, or the subject that the certificate will have"),
    ALTERNATIVE_NAME("must not ask for alternative names: the platform gives them"),
    AUTHORITY("must not ask for a certificate authority"),
    EXTENSION("asks for an extension that devices do not get");

    private final String sentence;

    CsrFault(String sentence) {
        this.sentence = sentence;
    }

    public String sentence() {
        return "The certificate request " + sentence + ".";
    }
}

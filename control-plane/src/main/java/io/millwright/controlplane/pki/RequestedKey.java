package io.millwright.controlplane.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.nist.NISTNamedCurves;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** Which public keys get a certificate. */
sealed interface RequestedKey {

    int SMALLEST_RSA = 2048;
    /** Beyond this every handshake costs the broker dearly. */
    int LARGEST_RSA = 4096;

    BigInteger EXPONENT = BigInteger.valueOf(65_537);
    byte UNCOMPRESSED = 0x04;

    record Good(PublicKey key) implements RequestedKey {}

    record Bad(CsrFault fault) implements RequestedKey {}

    static RequestedKey of(SubjectPublicKeyInfo info) {
        try {
            ASN1ObjectIdentifier algorithm = info.getAlgorithm().getAlgorithm();
            ASN1Encodable parameters = info.getAlgorithm().getParameters();
            if (algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey)) {
                return elliptic(info, parameters);
            }
            if (algorithm.equals(PKCSObjectIdentifiers.rsaEncryption) && DERNull.INSTANCE.equals(parameters)) {
                return rsa(info);
            }
            return new Bad(CsrFault.KEY_KIND);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            return new Bad(CsrFault.KEY_KIND);
        }
    }

    private static RequestedKey elliptic(SubjectPublicKeyInfo info, ASN1Encodable parameters)
            throws IOException, GeneralSecurityException {
        if (!(parameters instanceof ASN1ObjectIdentifier curve)) {
            return new Bad(CsrFault.EXPLICIT_CURVE);
        }
        if (!curve.equals(SECObjectIdentifiers.secp256r1) && !curve.equals(SECObjectIdentifiers.secp384r1)) {
            return new Bad(CsrFault.KEY_KIND);
        }
        byte[] point = info.getPublicKeyData().getOctets();
        if (point.length == 0 || point[0] != UNCOMPRESSED || !isOn(curve, point)) {
            return new Bad(CsrFault.INVALID_POINT);
        }
        return new Good(decoded("EC", info));
    }

    private static boolean isOn(ASN1ObjectIdentifier curve, byte[] point) {
        try {
            return NISTNamedCurves.getByOID(curve).getCurve().decodePoint(point).isValid();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static RequestedKey rsa(SubjectPublicKeyInfo info) throws IOException, GeneralSecurityException {
        RSAPublicKey key = RSAPublicKey.getInstance(info.parsePublicKey());
        int bits = key.getModulus().bitLength();
        boolean good = bits >= SMALLEST_RSA
                && bits <= LARGEST_RSA
                && key.getModulus().signum() > 0
                && key.getModulus().testBit(0)
                && key.getPublicExponent().equals(EXPONENT);
        return good ? new Good(decoded("RSA", info)) : new Bad(CsrFault.RSA_SIZE);
    }

    private static PublicKey decoded(String algorithm, SubjectPublicKeyInfo info)
            throws IOException, GeneralSecurityException {
        return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(info.getEncoded("DER")));
    }
}

package io.millwright.edge.trust;

import io.millwright.edge.state.DurableFile;
import io.millwright.edge.state.StateDirectory;
import io.millwright.wire.CertificateIdentity;
import io.millwright.wire.CertificateReader;
import io.millwright.wire.IdentityReading;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * The device's key and chain as they stand in the state directory.
 *
 * @param chain the device's certificate, then its issuers up to the root
 */
public record Credentials(PrivateKey key, List<X509Certificate> chain, CertificateIdentity.Device identity) {

    /**
     * Reads them, and first finishes a renewal that a crash cut short: where the next chain stands, the platform issued it
     * and it takes the place of the old one, together with its key.
     */
    public static Credentials load(StateDirectory state) throws IOException, GeneralSecurityException {
        finishRenewal(state);
        PrivateKey key = Pem.key(Files.readString(state.key()));
        List<X509Certificate> chain = Pem.certificates(Files.readString(state.chain()));
        return of(key, chain);
    }

    /** @throws GeneralSecurityException if key and certificate are no pair, or the certificate is not a device's */
    public static Credentials of(PrivateKey key, List<X509Certificate> chain) throws GeneralSecurityException {
        if (!KeyPairs.belongTogether(key, chain.getFirst().getPublicKey())) {
            throw new GeneralSecurityException("the certificate is not of this device's key");
        }
        return switch (CertificateReader.read(chain.getFirst())) {
            case IdentityReading.Known(CertificateIdentity.Device device) -> new Credentials(key, chain, device);
            case IdentityReading.Known _ -> throw new GeneralSecurityException("the certificate is not a device's");
            case IdentityReading.Refused(var reason) ->
                throw new GeneralSecurityException("the certificate names no device: " + reason);
        };
    }

    private static void finishRenewal(StateDirectory state) throws IOException, GeneralSecurityException {
        if (!Files.exists(state.nextChain())) {
            return;
        }
        List<X509Certificate> next = Pem.certificates(Files.readString(state.nextChain()));
        // Before the key's rename both are next; after it only the chain is.
        if (isOf(next, state.nextKey())) {
            DurableFile.rename(state.nextKey(), state.key());
        }
        if (isOf(next, state.key())) {
            DurableFile.rename(state.nextChain(), state.chain());
        } else {
            Files.delete(state.nextChain());
        }
    }

    private static boolean isOf(List<X509Certificate> chain, Path key) throws IOException, GeneralSecurityException {
        return Files.exists(key)
                && KeyPairs.belongTogether(
                        Pem.key(Files.readString(key)), chain.getFirst().getPublicKey());
    }

    /** Puts a renewed certificate in the place of the one before; the key must lie in {@link StateDirectory#nextKey}. */
    public static Credentials switchTo(StateDirectory state, List<X509Certificate> chain)
            throws IOException, GeneralSecurityException {
        of(Pem.key(Files.readString(state.nextKey())), chain);
        DurableFile.write(state.nextChain(), Pem.of(chain).getBytes(StandardCharsets.US_ASCII));
        return load(state);
    }

    public X509Certificate certificate() {
        return chain.getFirst();
    }

    public X509Certificate root() {
        return chain.getLast();
    }

    /** Without the key, because it ends up in logs. */
    @Override
    public String toString() {
        return "Credentials[" + identity.urn() + "]";
    }
}

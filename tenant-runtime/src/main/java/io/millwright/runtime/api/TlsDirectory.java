package io.millwright.runtime.api;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * {@code tls.crt}, {@code tls.key} and {@code ca.crt} of a directory that is exchanged under the process. Used by one thread.
 */
final class TlsDirectory {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private static final char[] UNUSED = new char[0];

    private final Path directory;
    private byte[] seen = new byte[0];

    TlsDirectory(Path directory) {
        this.directory = directory;
    }

    /** What the files say now.
     *
     * @throws IOException with one sentence that quotes nothing
     */
    SSLContext read() throws IOException {
        return changed().orElseThrow(() -> new IOException("the certificates in " + directory + " were read before"));
    }

    /**
     * Empty while the files are those of the last time.
     *
     * @throws IOException with one sentence that quotes nothing; the next look tries again
     */
    Optional<SSLContext> changed() throws IOException {
        // Through the link that a Kubernetes volume swaps, so that the three are of one version.
        Path version = Files.exists(directory.resolve("..data"))
                ? directory.resolve("..data").toRealPath()
                : directory;
        String certificates = text(version, "tls.crt");
        String key = text(version, "tls.key");
        String trusted = text(version, "ca.crt");
        byte[] all = (certificates + '\0' + key + '\0' + trusted).getBytes(StandardCharsets.UTF_8);
        if (Arrays.equals(all, seen)) {
            return Optional.empty();
        }
        SSLContext context = context(certificates, key, trusted);
        seen = all;
        return Optional.of(context);
    }

    private static String text(Path directory, String file) throws IOException {
        try {
            return Files.readString(directory.resolve(file));
        } catch (IOException e) {
            throw new IOException(file + " in the directory for TLS cannot be read", e);
        }
    }

    private static SSLContext context(String certificates, String key, String trusted) throws IOException {
        try {
            Certificate[] chain = certificates(certificates).toArray(Certificate[]::new);
            KeyStore own = empty();
            own.setKeyEntry("server", key(key, chain[0].getPublicKey().getAlgorithm()), UNUSED, chain);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(own, UNUSED);
            KeyStore roots = empty();
            for (Certificate root : certificates(trusted)) {
                roots.setCertificateEntry("root-" + roots.size(), root);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(roots);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException("tls.crt, tls.key and ca.crt are no certificate with its key and a root in PEM", e);
        }
    }

    private static Collection<? extends Certificate> certificates(String pem) throws GeneralSecurityException {
        Collection<? extends Certificate> found = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
        if (found.isEmpty()) {
            throw new IllegalArgumentException("no certificate");
        }
        return found;
    }

    private static PrivateKey key(String pem, String algorithm) throws GeneralSecurityException {
        Matcher parts = KEY.matcher(pem);
        if (!parts.find()) {
            throw new IllegalArgumentException("no key");
        }
        byte[] der = Base64.getMimeDecoder().decode(parts.group(1));
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}

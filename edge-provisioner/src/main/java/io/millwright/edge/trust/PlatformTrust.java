package io.millwright.edge.trust;

import io.millwright.wire.trust.ServerTrust;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Believes a server to be the platform if its chain is good up to one root that is known beforehand, its name is the one
 * that was called, and the platform's authority for servers issued it, as {@link ServerTrust} has it.
 */
public final class PlatformTrust extends X509ExtendedTrustManager {

    private final Root root;

    /** Which root a chain must end in. */
    private interface Root {
        Optional<X509Certificate> of(X509Certificate[] chain);
    }

    private PlatformTrust(Root root) {
        this.root = root;
    }

    /** The server sends its root along, and that must be the pinned one. */
    public static PlatformTrust pinned(Fingerprint fingerprint) {
        return new PlatformTrust(chain -> Arrays.stream(chain)
                .filter(certificate -> Fingerprint.of(certificate).equals(fingerprint))
                .findFirst());
    }

    public static PlatformTrust of(X509Certificate root) {
        return new PlatformTrust(_ -> Optional.of(root));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        requireNamed(engine.getSSLParameters().getEndpointIdentificationAlgorithm());
        X509Certificate anchor = anchor(chain);
        requireServerAuthority(chain);
        below(anchor).checkServerTrusted(chain, authType, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("the agent opens no TLS sockets without an engine");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("the name of the server is not known");
    }

    private X509Certificate anchor(X509Certificate[] chain) throws CertificateException {
        return root.of(chain)
                .filter(certificate -> certificate.getBasicConstraints() >= 0)
                .orElseThrow(() -> new UntrustedServer(
                        "the server's certificate does not come from the platform that" + " the fingerprint names"));
    }

    /** A client that forgot to have names verified would take any server of the platform for any other. */
    private static void requireNamed(String algorithm) throws CertificateException {
        if (!"HTTPS".equalsIgnoreCase(algorithm)) {
            throw new CertificateException("the name of the server would not be verified");
        }
    }

    private static void requireServerAuthority(X509Certificate[] chain) throws CertificateException {
        if (!ServerTrust.isOfServers(chain[0])) {
            throw new UntrustedServer(
                    "the server's certificate was not issued by the platform's authority for servers");
        }
    }

    private static ServerTrust below(X509Certificate anchor) throws CertificateException {
        try {
            return ServerTrust.below(List.of(anchor));
        } catch (GeneralSecurityException | IOException e) {
            throw new CertificateException(e);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("the agent is no server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("the agent is no server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("the agent is no server");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    /** Says in one sentence why a server is not believed; the sentence is for people. */
    public static final class UntrustedServer extends CertificateException {

        private static final long serialVersionUID = 1L;

        UntrustedServer(String sentence) {
            super(sentence);
        }
    }
}

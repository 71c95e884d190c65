package io.millwright.wire.trust;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.security.auth.x500.X500Principal;

/**
 * The JDK's own verification up to given roots, and besides it the rule that the platform's authority for servers issued the
 * certificate. Without that rule a tenant's authority, which has the same root above it, could make servers: Java looks at the
 * purpose of a leaf, and not at its authority's. Trusts no client.
 */
public final class ServerTrust extends X509ExtendedTrustManager {

    /** As the operator names it, in the order of its certificate. */
    public static final X500Principal AUTHORITY = new X500Principal("CN=Millwright server CA,O=Millwright Platform");

    private final X509ExtendedTrustManager chain;

    private ServerTrust(X509ExtendedTrustManager chain) {
        this.chain = chain;
    }

    /** Trusts servers whose chain ends in one of the roots. */
    public static ServerTrust below(Collection<X509Certificate> roots) throws GeneralSecurityException, IOException {
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        int number = 0;
        for (X509Certificate root : roots) {
            anchors.setCertificateEntry("root-" + number++, root);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(anchors);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager extended) {
                return new ServerTrust(extended);
            }
        }
        throw new IllegalStateException("every Java platform verifies certificates");
    }

    /** Whether a certificate whose chain was verified names the authority for servers as its issuer. */
    public static boolean isOfServers(X509Certificate certificate) {
        return certificate.getIssuerX500Principal().equals(AUTHORITY);
    }

    /** Called with the chain verified, so that the issuer's name is one that the chain vouches for. */
    private static void check(X509Certificate[] certificates) throws CertificateException {
        if (!isOfServers(certificates[0])) {
            throw new CertificateException("not issued by the platform's authority for servers");
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] certificates, String type, SSLEngine engine)
            throws CertificateException {
        chain.checkServerTrusted(certificates, type, engine);
        check(certificates);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] certificates, String type, Socket socket)
            throws CertificateException {
        chain.checkServerTrusted(certificates, type, socket);
        check(certificates);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] certificates, String type) throws CertificateException {
        chain.checkServerTrusted(certificates, type);
        check(certificates);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] certificates, String type) throws CertificateException {
        throw new CertificateException("no client is expected here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] certificates, String type, Socket socket)
            throws CertificateException {
        throw new CertificateException("no client is expected here");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] certificates, String type, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("no client is expected here");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return chain.getAcceptedIssuers();
    }
}

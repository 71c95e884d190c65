package io.millwright.runtime.broker;

import java.net.Socket;
import java.security.KeyStore;
import java.security.Provider;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.TrustManagerFactorySpi;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.security.auth.x500.X500Principal;

/** The platform's trust manager, and besides it who must have issued the server's certificate. */
final class ServerTrust extends TrustManagerFactory {

    ServerTrust(TrustManagerFactory chain, String issuer) {
        super(new Spi(extended(chain), new X500Principal(issuer)), new NoProvider(), "millwright-server");
    }

    private static X509ExtendedTrustManager extended(TrustManagerFactory factory) {
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager extended) {
                return extended;
            }
        }
        throw new IllegalStateException("the platform has no trust manager for X.509");
    }

    /** A factory must name one; it provides nothing. */
    private static final class NoProvider extends Provider {

        private static final long serialVersionUID = 1L;

        NoProvider() {
            super("Millwright", "1", "trust of servers");
        }
    }

    private static final class Spi extends TrustManagerFactorySpi {

        private final TrustManager manager;

        Spi(X509ExtendedTrustManager chain, X500Principal issuer) {
            manager = new IssuedBy(chain, issuer);
        }

        @Override
        protected void engineInit(KeyStore store) {
            // Whom to trust is given at construction.
        }

        @Override
        protected void engineInit(ManagerFactoryParameters parameters) {
            // Likewise.
        }

        @Override
        protected TrustManager[] engineGetTrustManagers() {
            return new TrustManager[] {manager};
        }
    }

    private static final class IssuedBy extends X509ExtendedTrustManager {

        private final X509ExtendedTrustManager chain;
        private final X500Principal issuer;

        IssuedBy(X509ExtendedTrustManager chain, X500Principal issuer) {
            this.chain = chain;
            this.issuer = issuer;
        }

        /** Called with the chain verified, so that the issuer's name is one that the chain vouches for. */
        private void check(X509Certificate[] certificates) throws CertificateException {
            if (!certificates[0].getIssuerX500Principal().equals(issuer)) {
                throw new CertificateException("not issued by the platform's authority of servers");
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
}

package io.millwright.brokerextension;

import java.net.Socket;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.KeyManagerFactorySpi;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * Shows its certificate whatever authorities the server says it trusts. The JDK's own would rather show none, and a test
 * of a foreign certificate would silently become one of a missing certificate.
 */
final class StubbornKeyManagers extends KeyManagerFactory {

    StubbornKeyManagers(TestIdentity identity) {
        super(new Spi(identity), new NoProvider(), "stubborn");
    }

    private static final class NoProvider extends Provider {

        private static final long serialVersionUID = 1L;

        NoProvider() {
            super("stubborn", "1", "tests");
        }
    }

    private static final class Spi extends KeyManagerFactorySpi {

        private final TestIdentity identity;

        Spi(TestIdentity identity) {
            this.identity = identity;
        }

        @Override
        protected void engineInit(KeyStore store, char[] password) {
            // The identity is given already.
        }

        @Override
        protected void engineInit(ManagerFactoryParameters parameters) {
            // The identity is given already.
        }

        @Override
        protected KeyManager[] engineGetKeyManagers() {
            return new KeyManager[] {new Always(identity)};
        }
    }

    private static final class Always extends X509ExtendedKeyManager {

        private static final String ALIAS = "client";

        private final TestIdentity identity;

        Always(TestIdentity identity) {
            this.identity = identity;
        }

        @Override
        public String[] getClientAliases(String keyType, Principal[] issuers) {
            return new String[] {ALIAS};
        }

        @Override
        public String chooseClientAlias(String[] keyType, Principal[] issuers, Socket socket) {
            return ALIAS;
        }

        @Override
        public String chooseEngineClientAlias(String[] keyType, Principal[] issuers, SSLEngine engine) {
            return ALIAS;
        }

        @Override
        public String[] getServerAliases(String keyType, Principal[] issuers) {
            return new String[0];
        }

        @Override
        public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            return ALIAS;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return identity.chain().toArray(X509Certificate[]::new);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return identity.key();
        }
    }
}

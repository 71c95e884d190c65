package io.millwright.edge.trust;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.KeyManagerFactorySpi;
import javax.net.ssl.ManagerFactoryParameters;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.TrustManagerFactorySpi;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** TLS as the agent speaks it: our trust, our certificate, for HTTP and for MQTT. */
public final class ClientTls {

    /** @param credentials null before there are any */
    public static SSLContext context(PlatformTrust trust, @Nullable Credentials credentials)
            throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                credentials == null ? null : new KeyManager[] {new OwnKey(credentials)},
                new TrustManager[] {trust},
                null);
        return context;
    }

    /** For an origin that the system's trust store vouches for. */
    public static SSLContext contextOfSystem(Credentials credentials) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(new KeyManager[] {new OwnKey(credentials)}, null, null);
        return context;
    }

    public static KeyManagerFactory keyManagers(Credentials credentials) {
        KeyManager[] managers = {new OwnKey(credentials)};
        return new KeyManagerFactory(
                new KeyManagerFactorySpi() {
                    @Override
                    protected void engineInit(@Nullable KeyStore store, char @Nullable [] password) {}

                    @Override
                    protected void engineInit(ManagerFactoryParameters parameters) {}

                    @Override
                    protected KeyManager[] engineGetKeyManagers() {
                        return managers.clone();
                    }
                },
                new Ours(),
                "millwright") {};
    }

    public static TrustManagerFactory trustManagers(PlatformTrust trust) {
        TrustManager[] managers = {trust};
        return new TrustManagerFactory(
                new TrustManagerFactorySpi() {
                    @Override
                    protected void engineInit(@Nullable KeyStore store) {}

                    @Override
                    protected void engineInit(ManagerFactoryParameters parameters) {}

                    @Override
                    protected TrustManager[] engineGetTrustManagers() {
                        return managers.clone();
                    }
                },
                new Ours(),
                "millwright") {};
    }

    private ClientTls() {}

    /** The factories' constructors ask for a provider; this one provides nothing else. */
    private static final class Ours extends Provider {

        private static final long serialVersionUID = 1L;

        Ours() {
            super("MillwrightEdge", "1", "the agent's own key and trust");
        }
    }

    /**
     * Shows the one certificate whatever issuers the server lists: also one that has expired, so that it is the platform
     * that decides about a grace and the refusal says so.
     */
    private static final class OwnKey extends X509ExtendedKeyManager {

        private static final String ALIAS = "device";

        private final Credentials credentials;

        OwnKey(Credentials credentials) {
            this.credentials = credentials;
        }

        @Override
        public String chooseEngineClientAlias(
                String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
            return ALIAS;
        }

        @Override
        public String chooseClientAlias(String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return ALIAS;
        }

        @Override
        public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
            return new String[] {ALIAS};
        }

        @Override
        public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
            return null;
        }

        @Override
        public @Nullable String chooseServerAlias(
                String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
            return null;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return credentials.chain().toArray(X509Certificate[]::new);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return credentials.key();
        }
    }
}

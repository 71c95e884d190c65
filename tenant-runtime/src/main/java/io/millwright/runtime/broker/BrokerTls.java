package io.millwright.runtime.broker;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import io.millwright.runtime.tenant.ServiceIdentity;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * TLS to a tenant's broker: shows the service certificate, and trusts a server that chains to {@code ca.crt}, has the name it is
 * called by, and was issued by the platform's authority of servers. Without the last, any tenant's authority could make one.
 */
final class BrokerTls {

    /** As the operator names it, in the order of its certificate. */
    private static final String SERVER_AUTHORITY = "CN=Millwright server CA,O=Millwright Platform";

    private static final int HANDSHAKE_SECONDS = 10;

    static MqttClientSslConfig of(ServiceIdentity identity) {
        try {
            return MqttClientSslConfig.builder()
                    .keyManagerFactory(keys(identity))
                    .trustManagerFactory(new ServerTrust(trusted(identity), SERVER_AUTHORITY))
                    .protocols(List.of("TLSv1.3", "TLSv1.2"))
                    .handshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS)
                    .build();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every Java platform has these", e);
        }
    }

    private static KeyManagerFactory keys(ServiceIdentity identity) throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        // In memory only, and read back at once: there is nothing for a password to protect.
        store.setKeyEntry(
                "service", identity.key(), new char[0], identity.chain().toArray(Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, new char[0]);
        return factory;
    }

    private static TrustManagerFactory trusted(ServiceIdentity identity) throws GeneralSecurityException, IOException {
        KeyStore store = empty();
        int number = 0;
        for (X509Certificate authority : identity.trusted()) {
            store.setCertificateEntry("authority-" + number++, authority);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private BrokerTls() {}
}

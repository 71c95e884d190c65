package io.millwright.runtime.broker;

import com.hivemq.client.mqtt.MqttClientSslConfig;
import io.millwright.runtime.tenant.ServiceIdentity;
import io.millwright.wire.trust.ServerTrust;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;

/**
 * TLS to a tenant's broker: shows the service certificate, and trusts a server that chains to {@code ca.crt}, has the name it is
 * called by, and was issued by the platform's authority of servers. See {@link ServerTrust}.
 */
final class BrokerTls {

    private static final int HANDSHAKE_SECONDS = 10;

    static MqttClientSslConfig of(ServiceIdentity identity) {
        try {
            return MqttClientSslConfig.builder()
                    .keyManagerFactory(keys(identity))
                    .trustManagerFactory(new OneTrustManager(ServerTrust.below(identity.trusted())))
                    .protocols(List.of("TLSv1.3", "TLSv1.2"))
                    .handshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS)
                    .build();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every Java platform has these", e);
        }
    }

    private static KeyManagerFactory keys(ServiceIdentity identity) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        // In memory only, and read back at once: there is nothing for a password to protect.
        store.setKeyEntry(
                "service", identity.key(), new char[0], identity.chain().toArray(Certificate[]::new));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, new char[0]);
        return factory;
    }

    private BrokerTls() {}
}

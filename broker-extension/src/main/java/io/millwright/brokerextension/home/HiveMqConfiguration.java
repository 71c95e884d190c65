package io.millwright.brokerextension.home;

/** Renders HiveMQ's {@code config.xml}: one TLS listener that demands a client certificate, and nothing plain beside it. */
record HiveMqConfiguration(BrokerProperties properties, KeyStores stores, String bindAddress, int port) {

    /** A session that nobody has used for a week holds nothing that receipts and retained configuration do not bring back. */
    private static final int SESSION_EXPIRY_SECONDS = 7 * 24 * 3600;
    /** Longest topic of ours is some 220 characters; Sparkplug ids may be longer. */
    private static final int MAX_TOPIC_LENGTH = 1024;

    private static final int MAX_CLIENT_ID_LENGTH = 256;
    private static final int MAX_KEEP_ALIVE_SECONDS = 600;
    private static final int HANDSHAKE_TIMEOUT_MILLIS = 10_000;
    private static final int CONNECT_TIMEOUT_MILLIS = 10_000;

    String xml() {
        return """
            <?xml version="1.0"?>
            <hivemq>
              <listeners>
                <tls-tcp-listener>
                  <port>%d</port>
                  <bind-address>%s</bind-address>
                  <name>mqtts</name>
                  <tls>
                    <keystore><path>%s</path><password>%s</password><private-key-password>%s</private-key-password></keystore>
                    <truststore><path>%s</path><password>%s</password></truststore>
                    <protocols><protocol>TLSv1.3</protocol><protocol>TLSv1.2</protocol></protocols>
                    <handshake-timeout>%d</handshake-timeout>
                    <client-authentication-mode>REQUIRED</client-authentication-mode>
                  </tls>
                </tls-tcp-listener>
              </listeners>
              <mqtt>
                <queued-messages><max-queue-size>%d</max-queue-size><strategy>discard</strategy></queued-messages>
                <session-expiry><max-interval>%d</max-interval></session-expiry>
                <keep-alive><max-keep-alive>%d</max-keep-alive><allow-unlimited>false</allow-unlimited></keep-alive>
                <packets><max-packet-size>%d</max-packet-size></packets>
                <receive-maximum><server-receive-maximum>%d</server-receive-maximum></receive-maximum>
              </mqtt>
              <restrictions>
                <max-connections>%d</max-connections>
                <max-client-id-length>%d</max-client-id-length>
                <max-topic-length>%d</max-topic-length>
                <no-connect-idle-timeout>%d</no-connect-idle-timeout>
              </restrictions>
              <security>
                <utf8-validation><enabled>true</enabled></utf8-validation>
                <allow-empty-client-id><enabled>false</enabled></allow-empty-client-id>
              </security>
              <anonymous-usage-statistics><enabled>false</enabled></anonymous-usage-statistics>
              <persistence><mode>%s</mode></persistence>
            </hivemq>
            """.formatted(
                        port,
                        bindAddress,
                        escaped(stores.keyStore().toAbsolutePath().toString()),
                        stores.password(),
                        stores.password(),
                        escaped(stores.trustStore().toAbsolutePath().toString()),
                        stores.password(),
                        HANDSHAKE_TIMEOUT_MILLIS,
                        properties.maxQueuedMessages(),
                        SESSION_EXPIRY_SECONDS,
                        MAX_KEEP_ALIVE_SECONDS,
                        properties.maxPacketBytes(),
                        properties.receiveMaximum(),
                        properties.maxConnections(),
                        MAX_CLIENT_ID_LENGTH,
                        MAX_TOPIC_LENGTH,
                        CONNECT_TIMEOUT_MILLIS,
                        properties.persistence().key());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}

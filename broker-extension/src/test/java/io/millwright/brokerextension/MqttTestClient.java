package io.millwright.brokerextension;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientState;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.exceptions.MqttClientStateException;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5ConnectBuilder;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.suback.Mqtt5SubAckReasonCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** An MQTT 5 client with a certificate that remembers what it received and whether it was ever disconnected. */
public final class MqttTestClient implements AutoCloseable {

    private final Mqtt5BlockingClient client;
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final List<String> disconnects = new CopyOnWriteArrayList<>();

    public MqttTestClient(int port, TestIdentity root, @Nullable TestIdentity identity, String clientId) {
        client = MqttClient.builder()
                .useMqttVersion5()
                .identifier(clientId)
                .serverHost("127.0.0.1")
                .serverPort(port)
                .sslConfig(tls(root, identity))
                .addDisconnectedListener(context ->
                        disconnects.add(String.valueOf(context.getCause().getMessage())))
                .buildBlocking();
        client.toAsync()
                .publishes(
                        MqttGlobalPublishFilter.ALL,
                        publish -> received.add(publish.getTopic() + " "
                                + new String(publish.getPayloadAsBytes(), StandardCharsets.UTF_8)));
    }

    static Mqtt3BlockingClient mqtt3(int port, TestIdentity root, TestIdentity identity, String clientId) {
        return MqttClient.builder()
                .useMqttVersion3()
                .identifier(clientId)
                .serverHost("127.0.0.1")
                .serverPort(port)
                .sslConfig(tls(root, identity))
                .buildBlocking();
    }

    private static MqttClientSslConfig tls(TestIdentity root, @Nullable TestIdentity identity) {
        return MqttClientSslConfig.builder()
                .keyManagerFactory(identity == null ? null : identity.keyManagers())
                .trustManagerFactory(root.trustManagers())
                .protocols(List.of("TLSv1.3"))
                .build();
    }

    public MqttTestClient connect() {
        return connect(connect -> connect);
    }

    public MqttTestClient connect(UnaryOperator<Mqtt5ConnectBuilder> options) {
        client.connect(options.apply(Mqtt5Connect.builder()).build());
        return this;
    }

    /** Publishes with QoS 1 and waits for the answer, which throws when it is a refusal. */
    public void publish(String topic, String payload) {
        client.publishWith()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(payload.getBytes(StandardCharsets.UTF_8))
                .send();
    }

    public Mqtt5SubAckReasonCode subscribe(String filter) {
        return client.subscribeWith()
                .topicFilter(filter)
                .qos(MqttQos.AT_LEAST_ONCE)
                .send()
                .getReasonCodes()
                .getFirst();
    }

    public Mqtt5BlockingClient raw() {
        return client;
    }

    public List<String> received() {
        return received;
    }

    public List<String> disconnects() {
        return disconnects;
    }

    public boolean connected() {
        return client.getState() == MqttClientState.CONNECTED;
    }

    @Override
    public void close() {
        try {
            if (connected()) {
                client.disconnect();
            }
        } catch (MqttClientStateException e) {
            // The broker, which cuts off whom it refuses, was quicker.
        }
    }
}

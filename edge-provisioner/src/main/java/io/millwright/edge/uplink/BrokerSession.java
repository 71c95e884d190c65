package io.millwright.edge.uplink;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientTransportConfig;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscribe;
import com.hivemq.client.mqtt.mqtt5.message.subscribe.Mqtt5Subscription;
import io.millwright.edge.trust.ClientTls;
import io.millwright.edge.trust.Credentials;
import io.millwright.edge.trust.PlatformTrust;
import io.millwright.wire.ClientId;
import io.millwright.wire.DeviceTopic;
import io.millwright.wire.TopicKind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * One MQTT 5 session over mTLS, from its connection to its end; the next is another object. It keeps nothing in the broker:
 * what matters lies in the buffer, and what is retained comes again.
 */
final class BrokerSession implements AutoCloseable {

    static final Duration KEEP_ALIVE = Duration.ofSeconds(20);
    /** Receipts and orders come one by one; a broker reserves for each client as many messages as it may have under way. */
    private static final int RECEIVE_MAXIMUM = 20;

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration GOODBYE = Duration.ofSeconds(2);
    private static final List<TopicKind> HEARD = List.of(TopicKind.RECEIPT, TopicKind.CONFIG, TopicKind.COMMAND);

    private final Mqtt5AsyncClient client;
    private final Credentials credentials;
    private final Events events;

    private BrokerSession(Mqtt5AsyncClient client, Credentials credentials, Events events) {
        this.client = client;
        this.credentials = credentials;
        this.events = events;
    }

    /** Connects and subscribes. @param will published retained by the broker when it loses the agent */
    static BrokerSession open(
            BrokerAddress broker, PlatformTrust trust, Credentials credentials, byte[] will, Events events)
            throws ConnectionFailedException, InterruptedException {
        Mqtt5AsyncClient client = MqttClient.builder()
                .useMqttVersion5()
                .identifier(ClientId.of(credentials.identity()))
                .transportConfig(MqttClientTransportConfig.builder()
                        .serverHost(broker.host())
                        .serverPort(broker.port())
                        .socketConnectTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                        .mqttConnectTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                        .sslConfig(MqttClientSslConfig.builder()
                                .keyManagerFactory(ClientTls.keyManagers(credentials))
                                .trustManagerFactory(ClientTls.trustManagers(trust))
                                .protocols(List.of("TLSv1.3", "TLSv1.2"))
                                .handshakeTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                                .build())
                        .build())
                .addDisconnectedListener(context -> events.lost(Failures.sentence(context.getCause())))
                .buildAsync();
        BrokerSession session = new BrokerSession(client, credentials, events);
        client.publishes(MqttGlobalPublishFilter.ALL, session::received);
        try {
            await(client.connect(connect(session, will)));
            await(client.subscribe(subscribe(session)));
            return session;
        } catch (ConnectionFailedException | InterruptedException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private static Mqtt5Connect connect(BrokerSession session, byte[] will) {
        return Mqtt5Connect.builder()
                .cleanStart(true)
                .sessionExpiryInterval(0)
                .keepAlive((int) KEEP_ALIVE.toSeconds())
                .restrictions()
                .receiveMaximum(RECEIVE_MAXIMUM)
                .applyRestrictions()
                .willPublish()
                .topic(session.topic(TopicKind.STATE))
                .qos(MqttQos.AT_LEAST_ONCE)
                .retain(true)
                .payload(will)
                .applyWillPublish()
                .build();
    }

    private static Mqtt5Subscribe subscribe(BrokerSession session) {
        Stream<Mqtt5Subscription> subscriptions = HEARD.stream()
                .map(kind -> Mqtt5Subscription.builder()
                        .topicFilter(session.topic(kind))
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .build());
        return Mqtt5Subscribe.builder().addSubscriptions(subscriptions).build();
    }

    private static <T> T await(CompletableFuture<T> answer) throws ConnectionFailedException, InterruptedException {
        try {
            return answer.get(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new ConnectionFailedException(Failures.sentence(e), e);
        } catch (TimeoutException e) {
            throw new ConnectionFailedException("the broker does not answer", e);
        }
    }

    private String topic(TopicKind kind) {
        return new DeviceTopic(
                        credentials.identity().tenant(),
                        credentials.identity().site(),
                        credentials.identity().device(),
                        kind)
                .name();
    }

    private void received(Mqtt5Publish publish) {
        String topic = publish.getTopic().toString();
        HEARD.stream()
                .filter(kind -> topic.equals(topic(kind)))
                .findFirst()
                .ifPresent(kind -> events.received(kind, publish.getPayloadAsBytes()));
    }

    /** Publishes with QoS 1; that the broker has it, or not, comes as an event. */
    void publish(TopicKind kind, byte[] payload, boolean retain) {
        client.publish(Mqtt5Publish.builder()
                        .topic(topic(kind))
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .retain(retain)
                        .payload(payload)
                        .build())
                .whenComplete((_, failure) -> events.answered(failure == null ? "" : Failures.sentence(failure)));
    }

    /** Says goodbye in the name of the agent, so that its will is not needed. */
    void leave(byte[] offline) throws InterruptedException {
        try {
            client.publish(Mqtt5Publish.builder()
                            .topic(topic(TopicKind.STATE))
                            .qos(MqttQos.AT_LEAST_ONCE)
                            .retain(true)
                            .payload(offline)
                            .build())
                    .get(GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            events.lost("the broker did not hear the goodbye");
        }
    }

    @Override
    public void close() {
        // Of a client that is not connected this completes with a failure, which says nothing new.
        client.disconnect().exceptionally(_ -> null);
    }
}

package io.millwright.runtime.broker;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientTransportConfig;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.lifecycle.MqttDisconnectSource;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.lifecycle.Mqtt5ClientDisconnectedContext;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import io.millwright.runtime.ServiceAddresses;
import io.millwright.runtime.tenant.ServiceIdentity;
import io.millwright.wire.CertificateIdentity;
import io.millwright.wire.ClientId;
import io.millwright.wire.DeviceTopic;
import io.millwright.wire.ServiceName;
import io.millwright.wire.TenantId;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The MQTT 5 connection of a tenant's consumer. Its session outlives it: what devices publish while nobody is connected waits in
 * the broker, and what was not acknowledged comes again. All connections of the process share the client's few event loops.
 *
 * <p>Every replica has the same client id, so that a successor finds the session of whom it succeeds. Only the one that holds
 * the tenant's lease may be open.
 */
public final class TenantBroker implements BrokerConnection, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TenantBroker.class);

    private static final ServiceName RUNTIME = new ServiceName("runtime");

    private static final Duration SESSION = Duration.ofDays(7);

    private static final int KEEP_ALIVE_SECONDS = 20;

    /** More than any broker keeps in flight: what is unacknowledged is bounded by bytes, on our side. */
    private static final int RECEIVE_MAXIMUM = 10_000;

    private static final Duration CLOSING = Duration.ofSeconds(3);

    private static final Duration ANSWER = Duration.ofSeconds(10);

    private static final long FIRST_PAUSE = 200;

    private static final long LONGEST_PAUSE = 5_000;

    /** Where, as whom, and how it is found. */
    public record Target(TenantId tenant, URI url, ServiceIdentity identity, ServiceAddresses addresses) {}

    private final Target target;
    private final Inbound inbound;
    private final Executor threads;
    private final KnownTopics topics;
    private volatile @Nullable Mqtt5AsyncClient client;
    private volatile boolean closed;
    private volatile boolean subscribed;

    /** @param threads may block */
    public TenantBroker(Target target, Inbound inbound, Executor threads) {
        this.target = target;
        this.inbound = inbound;
        this.threads = threads;
        this.topics = new KnownTopics(target.tenant());
    }

    /** Begins to connect, for ever; returns at once. */
    public void open() {
        later(() -> {
            for (int attempts = 0; !closed; attempts++) {
                try {
                    connect(transport(attempts));
                    return;
                } catch (UnknownHostException | RuntimeException e) {
                    away(attempts, "runtime", e);
                }
            }
        });
    }

    /** With the right address and TLS from the first packet on. */
    private synchronized void connect(MqttClientTransportConfig transport) {
        if (closed) {
            return;
        }
        Mqtt5AsyncClient made = MqttClient.builder()
                .useMqttVersion5()
                .identifier(ClientId.of(new CertificateIdentity.Service(target.tenant(), RUNTIME)))
                .transportConfig(transport)
                .addConnectedListener(_ -> subscribe())
                .addDisconnectedListener(context -> disconnected((Mqtt5ClientDisconnectedContext) context))
                .buildAsync();
        client = made;
        made.publishes(MqttGlobalPublishFilter.ALL, this::received, Runnable::run, true);
        // Refused or unreachable, it is the listener's business, which tries again.
        var _ = made.connect(Mqtt5Connect.builder()
                        .cleanStart(false)
                        .sessionExpiryInterval(SESSION.toSeconds())
                        .keepAlive(KEEP_ALIVE_SECONDS)
                        .restrictions()
                        .receiveMaximum(RECEIVE_MAXIMUM)
                        .applyRestrictions()
                        .build())
                .exceptionally(_ -> null);
    }

    /** On a thread that may block. When the process ends there is none, and nothing to be done. */
    private void later(Attempt attempt) {
        try {
            threads.execute(() -> {
                try {
                    attempt.run();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.atDebug().addKeyValue("tenant", target.tenant()).log("not connecting: the process ends");
        }
    }

    /** May wait. */
    @FunctionalInterface
    private interface Attempt {
        void run() throws InterruptedException;
    }

    private void subscribe() {
        Mqtt5AsyncClient current = client;
        if (current == null) {
            return;
        }
        var _ = current.subscribe(Subscriptions.of(target.tenant())).whenComplete((answer, fault) -> {
            if (fault == null) {
                subscribed = true;
                LOG.atInfo()
                        .addKeyValue("tenant", target.tenant())
                        .addKeyValue("reason", "BrokerConnected")
                        .log("consuming");
            } else if (!closed) {
                LOG.atWarn()
                        .addKeyValue("tenant", target.tenant())
                        .addKeyValue("reason", "NotSubscribed")
                        .log("the broker did not take the subscriptions: " + fault.getMessage());
                var _ = current.disconnect();
            }
        });
    }

    private void disconnected(Mqtt5ClientDisconnectedContext context) {
        boolean was = subscribed;
        subscribed = false;
        if (closed) {
            return;
        }
        int attempts = was ? 0 : context.getReconnector().getAttempts() + 1;
        away(attempts, context.getSource() == MqttDisconnectSource.SERVER ? "broker" : "runtime", context.getCause());
        CompletableFuture<MqttClientTransportConfig> next = new CompletableFuture<>();
        later(() -> {
            try {
                next.complete(transport(attempts));
            } catch (UnknownHostException | RuntimeException e) {
                next.completeExceptionally(e);
            }
        });
        context.getReconnector().reconnect(true).delay(0, TimeUnit.MILLISECONDS).reconnectWhen(next, (transport, _) -> {
            context.getReconnector().reconnect(!closed);
            if (transport != null) {
                context.getReconnector().transportConfig(transport);
            }
        });
    }

    private void away(int attempts, String by, Throwable cause) {
        if (attempts == 0 || attempts % 20 == 1) {
            LOG.atWarn()
                    .addKeyValue("tenant", target.tenant())
                    .addKeyValue("reason", "BrokerAway")
                    .addKeyValue("attempts", attempts)
                    .addKeyValue("by", by)
                    .log("no connection to the broker: " + cause.getMessage());
        }
    }

    /** Waits, then asks where the broker is now: the client itself would ask on its event loop, which all tenants share. */
    private MqttClientTransportConfig transport(int attempts) throws InterruptedException, UnknownHostException {
        Thread.sleep(attempts == 0 ? 0 : pause(attempts));
        InetSocketAddress address = target.addresses().of(target.url());
        if (address.isUnresolved()) {
            address = new InetSocketAddress(InetAddress.getByName(address.getHostString()), address.getPort());
        }
        return MqttClientTransportConfig.builder()
                .serverAddress(address)
                .sslConfig(BrokerTls.of(target.identity()))
                .socketConnectTimeout(ANSWER.toSeconds(), TimeUnit.SECONDS)
                .mqttConnectTimeout(ANSWER.toSeconds(), TimeUnit.SECONDS)
                .build();
    }

    /** With jitter over the whole pause, so that tenants of a broker that restarts do not come back in one moment. */
    private static long pause(int attempts) {
        long pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE << Math.min(attempts - 1, 8));
        return pause / 4 + ThreadLocalRandom.current().nextLong(pause * 3 / 4 + 1);
    }

    /** What is no topic of ours the broker cannot have sent; it is settled, so that it does not come again for ever. */
    private void received(Mqtt5Publish publish) {
        DeviceTopic topic = topics.of(publish.getTopic().toString());
        if (topic == null) {
            acknowledge(publish);
        } else {
            inbound.take(topic, publish.getPayloadAsBytes(), () -> acknowledge(publish));
        }
    }

    private static void acknowledge(Mqtt5Publish publish) {
        try {
            publish.acknowledge();
        } catch (IllegalStateException | UnsupportedOperationException e) {
            LOG.atDebug().addKeyValue("reason", "NotAcknowledged").log(e.getMessage());
        }
    }

    @Override
    public CompletionStage<Void> publish(String topic, byte[] payload, int qos, boolean retain) {
        Mqtt5AsyncClient current = client;
        if (!subscribed || current == null) {
            return CompletableFuture.failedFuture(
                    new NotPublishedException("This runtime has no connection to the tenant's broker.", null));
        }
        return current.publish(Mqtt5Publish.builder()
                        .topic(topic)
                        .payload(payload)
                        .qos(qos == 0 ? MqttQos.AT_MOST_ONCE : MqttQos.AT_LEAST_ONCE)
                        .retain(retain)
                        .build())
                .orTimeout(ANSWER.toSeconds(), TimeUnit.SECONDS)
                .handle(TenantBroker::published);
    }

    private static @Nullable Void published(@Nullable Mqtt5PublishResult result, @Nullable Throwable fault) {
        Throwable cause = result == null ? fault : result.getError().orElse(null);
        if (cause != null) {
            throw new NotPublishedException("The broker did not confirm the message.", cause);
        }
        return null;
    }

    @Override
    public boolean connected() {
        return subscribed;
    }

    /** Ends the connection and leaves the session; returns when it is gone, or after a while. */
    @Override
    public void close() {
        Mqtt5AsyncClient current;
        synchronized (this) {
            closed = true;
            subscribed = false;
            current = client;
        }
        if (current == null) {
            return;
        }
        try {
            current.disconnect().get(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.atDebug().addKeyValue("tenant", target.tenant()).log("was not connected when closed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

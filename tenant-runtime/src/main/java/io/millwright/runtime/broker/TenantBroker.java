package io.millwright.runtime.broker;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientTransportConfig;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.lifecycle.MqttDisconnectSource;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5MessageException;
import com.hivemq.client.mqtt.mqtt5.lifecycle.Mqtt5ClientDisconnectedContext;
import com.hivemq.client.mqtt.mqtt5.message.connect.Mqtt5Connect;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5PublishResult;
import io.millwright.runtime.ServiceAddresses;
import io.millwright.runtime.tenant.ServiceIdentity;
import io.millwright.wire.CertificateIdentity;
import io.millwright.wire.ClientId;
import io.millwright.wire.ServiceName;
import io.millwright.wire.TenantId;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
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

    /** Where, as whom, and how it is found. */
    public record Target(TenantId tenant, URI url, ServiceIdentity identity, ServiceAddresses addresses) {}

    private final Target target;
    private final Dispatch dispatch;
    private final SparkplugHost host;
    private final Route route;
    private final Watch watch;
    private volatile @Nullable Mqtt5AsyncClient client;
    private volatile boolean closed;
    private volatile boolean subscribed;
    private volatile boolean silent;

    /**
     * Not open yet.
     *
     * @param threads may block
     * @param timer may be shared by any number of connections, and does not block
     */
    public TenantBroker(Target target, Inbound inbound, Executor threads, ScheduledExecutorService timer) {
        this.target = target;
        this.dispatch = new Dispatch(target.tenant(), inbound);
        this.host = new SparkplugHost(target.tenant());
        this.route = new Route(target, threads);
        this.watch = new Watch(timer, this::ask, this::giveUp);
    }

    /** Begins to connect, for ever; returns at once. */
    public void open() {
        open(0);
    }

    private void open(int attempts) {
        var _ = route.next(attempts).thenAccept(this::connect).exceptionally(fault -> {
            Throwable cause = fault instanceof CompletionException ? fault.getCause() : fault;
            if (!closed && cause != null && !(cause instanceof RejectedExecutionException)) {
                away(attempts, "runtime", cause);
                open(attempts + 1);
            }
            return null;
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
                .addConnectedListener(_ -> connection())
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

    private void connection() {
        Mqtt5AsyncClient current = client;
        if (current == null) {
            return;
        }
        if (closed) {
            // It was under way when this was closed, and would consume beside a successor.
            var _ = current.disconnect();
            return;
        }
        watch.begin();
        subscribe(current);
    }

    /** Of a filter that nobody has subscribed to: it changes nothing, needs no right, and must be answered. */
    private void ask() {
        Mqtt5AsyncClient current = client;
        if (current != null) {
            var _ = current.unsubscribe(Subscriptions.none(target.tenant())).whenComplete((answer, refusal) -> {
                if (answer != null || refusal instanceof Mqtt5MessageException) {
                    watch.heard();
                }
            });
        }
    }

    /** The client waits ten seconds more for the other end to close before it connects anew. */
    private void giveUp() {
        Mqtt5AsyncClient current = client;
        if (current != null && !closed) {
            subscribed = false;
            silent = true;
            LOG.atWarn()
                    .addKeyValue("tenant", target.tenant())
                    .addKeyValue("reason", "BrokerSilent")
                    .log("the broker does not answer any more");
            var _ = current.disconnect();
        }
    }

    private void subscribe(Mqtt5AsyncClient current) {
        var _ = current.subscribe(Subscriptions.of(target.tenant())).whenComplete((answer, fault) -> {
            if (fault == null) {
                watch.heard();
                subscribed = true;
                LOG.atInfo()
                        .addKeyValue("tenant", target.tenant())
                        .addKeyValue("reason", "BrokerConnected")
                        .log("consuming");
                hearRefusals(current);
                hearSparkplug(current);
            } else if (!closed) {
                LOG.atWarn()
                        .addKeyValue("tenant", target.tenant())
                        .addKeyValue("reason", "NotSubscribed")
                        .log("the broker did not take the subscriptions: " + fault.getMessage());
                var _ = current.disconnect();
            }
        });
    }

    private void hearRefusals(Mqtt5AsyncClient current) {
        var _ = current.subscribe(Subscriptions.toRefusals(target.tenant())).exceptionally(fault -> {
            if (!closed) {
                LOG.atWarn()
                        .addKeyValue("tenant", target.tenant())
                        .addKeyValue("reason", "RefusalsUnheard")
                        .log("what the broker refuses will not be in the trail: " + fault.getMessage());
            }
            return null;
        });
    }

    private void hearSparkplug(Mqtt5AsyncClient current) {
        var _ = current.subscribe(Subscriptions.toSparkplug(target.tenant())).whenComplete((_, fault) -> {
            if (fault == null) {
                host.begin(current);
            } else if (!closed) {
                LOG.atWarn()
                        .addKeyValue("tenant", target.tenant())
                        .addKeyValue("reason", "SparkplugUnheard")
                        .log("what devices publish in Sparkplug is not heard: " + fault.getMessage());
            }
        });
    }

    private void disconnected(Mqtt5ClientDisconnectedContext context) {
        watch.end();
        boolean was = subscribed;
        boolean told = silent;
        subscribed = false;
        host.end();
        silent = false;
        if (closed) {
            return;
        }
        int attempts = was || told ? 0 : context.getReconnector().getAttempts() + 1;
        if (!told) {
            String by = context.getSource() == MqttDisconnectSource.SERVER ? "broker" : "runtime";
            away(attempts, by, context.getCause());
        }
        context.getReconnector()
                .reconnect(true)
                .delay(0, TimeUnit.MILLISECONDS)
                .reconnectWhen(route.next(attempts), (transport, fault) -> {
                    context.getReconnector().reconnect(!closed && !(fault instanceof RejectedExecutionException));
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

    private void received(Mqtt5Publish publish) {
        watch.heard();
        dispatch.received(publish);
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
                .orTimeout(Route.ANSWER.toSeconds(), TimeUnit.SECONDS)
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

    /** For good, as far as this process knows: edge nodes that wait for a host keep what they measure from now on. */
    public void leave() {
        Mqtt5AsyncClient current = client;
        if (current != null) {
            host.leave(current);
        }
        close();
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
        route.close();
        watch.end();
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

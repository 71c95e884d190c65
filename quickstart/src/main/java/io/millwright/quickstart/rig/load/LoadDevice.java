package io.millwright.quickstart.rig.load;

import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.MqttClientSslConfig;
import com.hivemq.client.mqtt.MqttClientState;
import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.message.publish.Mqtt5Publish;
import io.millwright.quickstart.waiting.Await;
import io.millwright.wire.DeviceTopic;
import io.millwright.wire.TopicKind;
import io.millwright.wire.receipt.Hold;
import io.millwright.wire.receipt.ReceiptCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongConsumer;

/**
 * A device that behaves like an agent: it connects with its certificate, sends what it appended at least once, keeps it until a
 * receipt covers it, and sends it again after a reconnect or when no receipt comes. Thread-safe.
 */
public final class LoadDevice implements AutoCloseable {

    /** Without a receipt for so long, a message is sent again; the broker may have lost its queue. */
    private static final long RESEND_NANOS = TimeUnit.SECONDS.toNanos(10);

    /** What the broker takes unacknowledged (its default); what is resent at once stays near it. */
    private static final int RESEND_AT_ONCE = 200;

    /** Messages whose time is still known after their receipt. */
    private static final int REMEMBERED = 1 << 16;

    /** As the agent announces. */
    private static final int RECEIPTS_AT_ONCE = 20;

    private static final Duration CONNECT = Duration.ofSeconds(20);
    private static final byte[] ONLINE = "{\"state\":\"online\"}".getBytes(StandardCharsets.US_ASCII);

    private final DeviceTopic telemetry;
    private final Journal journal;
    private final Outbox outbox;
    private final Mqtt5AsyncClient client;
    private final LongConsumer latency;
    private final boolean obedient;
    private final AtomicLong seq = new AtomicLong();
    private final AtomicLongArray due = new AtomicLongArray(REMEMBERED);
    private final AtomicLong points = new AtomicLong();
    private final AtomicLong holds = new AtomicLong();
    private volatile long heldUntil = System.nanoTime();
    private volatile boolean resting;
    private volatile long lastReceipt = System.nanoTime();
    private volatile boolean closed;

    /**
     * How a device connects and how much it keeps.
     *
     * @param window messages without a receipt
     * @param obedient sends nothing again while it is asked to wait; what is new it sends all the same
     */
    public record Settings(int port, TlsIdentity tls, Duration keepAlive, int window, boolean obedient) {

        public Settings(int port, TlsIdentity tls, Duration keepAlive, int window) {
            this(port, tls, keepAlive, window, false);
        }
    }

    /** @param latency takes nanoseconds from due to receipt, of each message */
    public LoadDevice(DeviceTopic telemetry, Journal journal, Settings settings, LongConsumer latency) {
        this.telemetry = telemetry;
        this.journal = journal;
        this.outbox = new Outbox(settings.window());
        this.latency = latency;
        this.obedient = settings.obedient();
        this.client = MqttClient.builder()
                .useMqttVersion5()
                .identifier(telemetry.device().value())
                .serverHost("127.0.0.1")
                .serverPort(settings.port())
                .sslConfig(MqttClientSslConfig.builder()
                        .keyManagerFactory(settings.tls().keys())
                        .trustManagerFactory(settings.tls().trust())
                        .protocols(List.of("TLSv1.3"))
                        .build())
                .automaticReconnect()
                .initialDelay(100, TimeUnit.MILLISECONDS)
                .maxDelay(1, TimeUnit.SECONDS)
                .applyAutomaticReconnect()
                .addConnectedListener(_ -> connected())
                .buildAsync();
        client.publishes(MqttGlobalPublishFilter.ALL, this::received);
        connect(settings.keepAlive());
        Thread.ofVirtual().name("resend-" + telemetry.device()).start(this::resendUntilClosed);
    }

    private void connect(Duration keepAlive) {
        client.connectWith()
                .cleanStart(true)
                .keepAlive((int) keepAlive.toSeconds())
                .restrictions()
                .receiveMaximum(RECEIPTS_AT_ONCE)
                .applyRestrictions()
                .send();
    }

    /** Waits until the first connection stands. */
    public LoadDevice awaitConnected() throws InterruptedException {
        boolean connected =
                Await.until(CONNECT, Duration.ofMillis(10), () -> client.getState() == MqttClientState.CONNECTED);
        if (!connected) {
            throw new IllegalStateException("device " + telemetry.device() + " cannot connect to the broker");
        }
        return this;
    }

    /** The subscription first, so that no receipt is missed; then, little by little, everything that has none. */
    private void connected() {
        client.subscribeWith()
                .topicFilter(topic(TopicKind.RECEIPT))
                .qos(MqttQos.AT_LEAST_ONCE)
                .send()
                .thenRun(() -> {
                    client.publishWith()
                            .topic(topic(TopicKind.STATE))
                            .qos(MqttQos.AT_LEAST_ONCE)
                            .payload(ONLINE)
                            .send();
                    outbox.reconnected();
                    sendBacklog();
                });
    }

    private void sendBacklog() {
        outbox.backlog(System.nanoTime()).forEach(message -> send(message.payload()));
    }

    private String topic(TopicKind kind) {
        return new DeviceTopic(telemetry.tenant(), telemetry.site(), telemetry.device(), kind).name();
    }

    /** Appends the next message, due now, and sends it if there is a connection; waits while the window is full. */
    public void append() throws InterruptedException {
        append(System.nanoTime());
    }

    /** @param moment when an open loop wanted it to be sent */
    public void append(long moment) throws InterruptedException {
        long number = seq.incrementAndGet();
        due.set((int) (number % REMEMBERED), moment);
        byte[] payload = journal.payload(number);
        journal.append(number);
        outbox.add(new Outbox.Message(number, payload, moment, System.nanoTime()));
        send(payload);
    }

    /** When a message of the last {@value #REMEMBERED} was due. */
    public long due(long number) {
        return due.get((int) (number % REMEMBERED));
    }

    /** Sends exactly this, and remembers nothing. */
    public void send(byte[] payload) {
        if (client.getState() == MqttClientState.CONNECTED) {
            publish(telemetry.name(), payload);
        }
    }

    /** Likewise to any topic, once there is a connection; it completes with the broker's answer, whatever that is. */
    public CompletableFuture<?> publish(String topic, byte[] payload) {
        return client.publish(Mqtt5Publish.builder()
                .topic(topic)
                .qos(MqttQos.AT_LEAST_ONCE)
                .payload(payload)
                .build());
    }

    public DeviceTopic telemetry() {
        return telemetry;
    }

    private void received(Mqtt5Publish publish) {
        if (ReceiptCodec.decode(publish.getPayloadAsBytes()) instanceof ReceiptCodec.Reading.Read(var receipt)
                && receipt.stream().equals(journal.stream())) {
            long now = System.nanoTime();
            Hold hold = receipt.hold();
            if (hold != null) {
                holds.incrementAndGet();
                heldUntil = now + hold.pause().toNanos();
            }
            List<Outbox.Message> settled = outbox.settle(receipt);
            settled.forEach(message -> latency.accept(now - message.appended()));
            if (!settled.isEmpty()) {
                points.addAndGet((long) settled.size() * journal.shape().points());
                lastReceipt = now;
                sendBacklog();
            }
        }
    }

    private void resendUntilClosed() {
        try {
            while (!closed) {
                Thread.sleep(250);
                boolean waits = resting || (obedient && System.nanoTime() - heldUntil < 0);
                if (!waits && client.getState() == MqttClientState.CONNECTED) {
                    long now = System.nanoTime();
                    outbox.due(now - RESEND_NANOS, now, RESEND_AT_ONCE).forEach(message -> send(message.payload()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether nothing is sent again for now, whatever has no receipt. */
    public void rest(boolean quiet) {
        resting = quiet;
    }

    /** Receipts that asked to wait. */
    public long holds() {
        return holds.get();
    }

    /** Sends again at once what was held. */
    public void forgetHold() {
        heldUntil = System.nanoTime();
    }

    /** Points that receipts cover. */
    public long receipted() {
        return points.get();
    }

    /** When a receipt last covered something, by the monotonic clock. */
    public long lastReceipt() {
        return lastReceipt;
    }

    public int waiting() {
        return outbox.size();
    }

    public boolean connectedNow() {
        return client.getState() == MqttClientState.CONNECTED;
    }

    boolean awaitReceipts(long deadline) throws InterruptedException {
        return outbox.awaitEmpty(deadline);
    }

    public Journal journal() {
        return journal;
    }

    @Override
    public void close() {
        closed = true;
        client.disconnect();
    }
}

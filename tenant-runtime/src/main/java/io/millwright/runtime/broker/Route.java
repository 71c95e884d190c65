package io.millwright.runtime.broker;

import com.hivemq.client.mqtt.MqttClientTransportConfig;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** When and where the next connection to a tenant's broker is tried. Thread-safe. */
final class Route {

    /** How long a broker may take to answer. */
    static final Duration ANSWER = Duration.ofSeconds(10);

    private static final long FIRST_PAUSE = 200;

    private static final long LONGEST_PAUSE = 5_000;

    private final TenantBroker.Target target;
    private final Executor threads;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** @param threads may block */
    Route(TenantBroker.Target target, Executor threads) {
        this.target = target;
        this.threads = threads;
    }

    /**
     * Waits, then asks where the broker is now: the client itself would ask on its event loop, which all tenants share. Fails with
     * {@link RejectedExecutionException} when there is nothing to be waited for: this is closed, or the process ends.
     */
    CompletableFuture<MqttClientTransportConfig> next(int attempts) {
        CompletableFuture<MqttClientTransportConfig> next = new CompletableFuture<>();
        try {
            threads.execute(() -> {
                try {
                    next.complete(transport(attempts));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    next.completeExceptionally(new RejectedExecutionException(e));
                } catch (UnknownHostException | RuntimeException e) {
                    next.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            next.completeExceptionally(e);
        }
        return next;
    }

    private MqttClientTransportConfig transport(int attempts) throws InterruptedException, UnknownHostException {
        if (closed.await(attempts == 0 ? 0 : pause(attempts), TimeUnit.MILLISECONDS)) {
            throw new RejectedExecutionException("closed");
        }
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

    /** Nobody goes there any more: who waits stops waiting. */
    void close() {
        closed.countDown();
    }
}

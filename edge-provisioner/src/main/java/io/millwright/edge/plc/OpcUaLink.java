package io.millwright.edge.plc;

import io.millwright.edge.normalize.Reading;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.SessionActivityListener;
import org.eclipse.milo.opcua.sdk.client.UaSession;
import org.eclipse.milo.opcua.sdk.client.subscriptions.MonitoredItemServiceOperationResult;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaMonitoredItem;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaSubscription;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaSubscription.SubscriptionListener;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadResponse;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session with an OPC UA server and one subscription in it. What the server tells waits in a queue of this link, so
 * that whatever comes after its end reaches nobody. Milo would reconnect by itself; here a link that fails is closed and
 * forgotten like any other, and every call has an end.
 */
final class OpcUaLink implements AutoCloseable {

    private static final Duration FASTEST_PUBLISHING = Duration.ofMillis(100);
    private static final Duration SLOWEST_PUBLISHING = Duration.ofSeconds(1);
    /** A server with nothing to tell says so that often. */
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(5);
    /** Three keep-alives in a row do not come by accident. */
    private static final Duration LONGEST_SILENCE = KEEP_ALIVE.multipliedBy(3);
    /** The server keeps samples for so long while none can be sent. */
    private static final Duration KEPT = Duration.ofSeconds(10);

    private static final int MOST_KEPT = 100;
    /** Less than the machines are given to end. */
    private static final Duration GOODBYE = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(OpcUaLink.class);

    private final OpcUaClient client;
    private final OpcUaSubscription subscription;
    private final Clock clock;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private volatile long lastSign = System.nanoTime();

    /** One value, or why there is none. @param ts epoch milliseconds */
    record Sample(Address address, Reading reading, long ts) {}

    /** What a server tells without being asked. */
    sealed interface Event {

        /** In the order of sampling, per tag. */
        record Told(List<Sample> samples) implements Event {}

        /** The link is of no use any more. */
        record Ended(String sentence) implements Event {}
    }

    private OpcUaLink(OpcUaClient client, Duration publishing, Clock clock) {
        this.client = client;
        this.clock = clock;
        this.subscription = new OpcUaSubscription(client, publishing.toMillis());
        subscription.setTargetKeepAliveInterval(KEEP_ALIVE.toMillis());
        subscription.setSubscriptionListener(new Ear());
    }

    /** Connects and makes an empty subscription. @param shortest interval of the tags */
    static OpcUaLink open(OpcUaAddress server, Duration shortest, Clock clock)
            throws LinkBrokenException, InterruptedException {
        Duration publishing = shortest.compareTo(FASTEST_PUBLISHING) < 0
                ? FASTEST_PUBLISHING
                : shortest.compareTo(SLOWEST_PUBLISHING) > 0 ? SLOWEST_PUBLISHING : shortest;
        OpcUaClient client = OpcUaClients.of(server);
        OpcUaLink link = new OpcUaLink(client, publishing, clock);
        try {
            within(Link.CONNECT_TIMEOUT, "the machine cannot be connected to", client::connectAsync);
            within(Link.READ_TIMEOUT, "the machine does not take a subscription", link.subscription::createAsync);
            client.addSessionActivityListener(link.new SessionEnd());
            return link;
        } catch (LinkBrokenException | InterruptedException | RuntimeException e) {
            link.close();
            throw e;
        }
    }

    /** Adds a tag to what {@link #subscribe} asks for. */
    void add(Address address, ReadValueId node) {
        OpcUaMonitoredItem item = new OpcUaMonitoredItem(node);
        Duration interval = address.tag().interval();
        item.setSamplingInterval(interval.toMillis());
        item.setQueueSize(Unsigned.uint(Math.clamp(KEPT.dividedBy(interval), 2, MOST_KEPT)));
        item.setUserObject(address);
        subscription.addMonitoredItem(item);
    }

    /** Asks for the values of all tags that the server has not taken yet. @return those that it does not take, and why */
    List<Sample> subscribe() throws LinkBrokenException, InterruptedException {
        List<MonitoredItemServiceOperationResult> results = within(
                Link.CONNECT_TIMEOUT,
                "the machine does not take a subscription",
                () -> CompletableFuture.supplyAsync(subscription::createMonitoredItems, Thread::startVirtualThread));
        List<Sample> refused = new ArrayList<>();
        long now = clock.millis();
        for (MonitoredItemServiceOperationResult result : results) {
            StatusCode status = result.operationResult().orElse(null);
            if (status == null) {
                throw LinkBrokenException.of("the machine does not take a subscription", new IllegalStateException());
            }
            if (!status.isGood()) {
                refused.add(new Sample(address(result.monitoredItem()), failed(status), now));
            }
        }
        return refused;
    }

    private static Reading failed(StatusCode status) {
        return Reading.failed(OpcUaValues.failure(status));
    }

    private static Address address(OpcUaMonitoredItem item) {
        return item.getUserObject().map(Address.class::cast).orElseThrow();
    }

    /** Reads nodes, all in one request. */
    List<DataValue> read(List<ReadValueId> nodes) throws LinkBrokenException, InterruptedException {
        ReadResponse response = within(
                Link.READ_TIMEOUT,
                "the machine does not answer",
                () -> client.readAsync(0, TimestampsToReturn.Neither, nodes));
        DataValue[] values = response.getResults();
        if (values == null || values.length != nodes.size()) {
            throw LinkBrokenException.of("the machine's answer was not understood", new IllegalStateException());
        }
        return List.of(values);
    }

    /** Waits for what the server tells. @return the empty Told when nothing came in time */
    Event next(Duration wait) throws InterruptedException {
        Event event = events.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
        return event == null ? new Event.Told(List.of()) : event;
    }

    /** Whether the server owes a sign of the subscription, even if it lives otherwise. */
    boolean silent() {
        return System.nanoTime() - lastSign > LONGEST_SILENCE.toNanos();
    }

    /** Says goodbye, so that the server need not keep the session until it times out; not for long, it may never answer. */
    @Override
    public void close() {
        try {
            client.disconnectAsync().get(GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.atDebug().setCause(e).log("a connection to a machine did not close cleanly");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static <T> T within(Duration limit, String sentence, Supplier<? extends CompletionStage<T>> work)
            throws LinkBrokenException, InterruptedException {
        try {
            return work.get().toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw LinkBrokenException.timeout(sentence, e);
        } catch (ExecutionException e) {
            throw LinkBrokenException.of(sentence, e);
        }
    }

    /** On threads of Milo, one call at a time. */
    private final class Ear implements SubscriptionListener {

        private long before;

        @Override
        public void onDataReceived(OpcUaSubscription from, List<OpcUaMonitoredItem> items, List<DataValue> values) {
            lastSign = System.nanoTime();
            long arrived = clock.millis();
            long newest = values.stream().mapToLong(Ear::sampled).max().orElse(0);
            List<Sample> samples = new ArrayList<>(values.size());
            for (int i = 0; i < values.size(); i++) {
                // Several samples of a tag come together: their distance is the server's, the time is the device's.
                long age = newest - sampled(values.get(i));
                long ts = age > KEPT.toMillis() ? arrived : Math.max(arrived - age, Math.min(before, arrived));
                samples.add(new Sample(address(items.get(i)), OpcUaValues.reading(values.get(i)), ts));
            }
            before = arrived;
            events.add(new Event.Told(samples));
        }

        private static long sampled(DataValue value) {
            DateTime time = value.serverTime();
            return time == null ? 0 : time.getJavaTime();
        }

        @Override
        public void onKeepAliveReceived(OpcUaSubscription from) {
            lastSign = System.nanoTime();
        }

        @Override
        public void onStatusChanged(OpcUaSubscription from, StatusCode status) {
            events.add(new Event.Ended("the machine ended the subscription"));
        }

        @Override
        public void onTransferFailed(OpcUaSubscription from, StatusCode status) {
            events.add(new Event.Ended("the machine ended the subscription"));
        }

        @Override
        public void onNotificationDataLost(OpcUaSubscription from) {
            events.add(new Event.Ended("values were lost on the way from the machine"));
        }
    }

    private final class SessionEnd implements SessionActivityListener {
        @Override
        public void onSessionInactive(UaSession session) {
            events.add(new Event.Ended("the connection to the machine is gone"));
        }
    }
}

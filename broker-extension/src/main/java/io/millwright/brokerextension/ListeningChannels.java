package io.millwright.brokerextension;

import com.hivemq.extension.sdk.api.services.ManagedExtensionExecutorService;
import com.hivemq.extension.sdk.api.services.session.ClientService;
import io.netty.channel.Channel;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The channels that HiveMQ accepts connections on. No API of it leads there; three private fields do. A HiveMQ that has others goes
 * on as it is, and says in the log what is missing.
 */
final class ListeningChannels {

    private static final Logger LOG = LoggerFactory.getLogger(ListeningChannels.class);

    private static final long PERIOD_MILLIS = 50;

    private final ClientService clients;
    private final ManagedExtensionExecutorService executor;

    ListeningChannels(ClientService clients, ManagedExtensionExecutorService executor) {
        this.clients = clients;
        this.executor = executor;
    }

    /** Hands over each channel once, within a moment after it is there: HiveMQ opens them when its extensions have started. */
    void whenOpen(Consumer<Channel> taker) {
        try {
            Map<?, ?> channels = channels();
            if (channels.isEmpty()) {
                // HiveMQ ends this with the extension.
                var _ = executor.schedule(() -> whenOpen(taker), PERIOD_MILLIS, TimeUnit.MILLISECONDS);
                return;
            }
            channels.values().forEach(channel -> taker.accept((Channel) channel));
        } catch (ReflectiveOperationException | RuntimeException e) {
            LOG.error("What TLS refuses is neither counted nor told: this HiveMQ hides where it listens", e);
        }
    }

    private Map<?, ?> channels() throws ReflectiveOperationException {
        Object sessions = field(clients, "clientSessionPersistence");
        Object connections = field(sessions, "connectionPersistence");
        return (Map<?, ?>) field(connections, "serverChannelMap");
    }

    private static Object field(Object owner, String name) throws ReflectiveOperationException {
        Field field = owner.getClass().getDeclaredField(name);
        field.setAccessible(true);
        return field.get(owner);
    }
}

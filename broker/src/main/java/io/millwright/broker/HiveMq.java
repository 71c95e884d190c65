package io.millwright.broker;

import com.hivemq.configuration.service.InternalConfigurations;
import com.hivemq.embedded.EmbeddedExtension;
import com.hivemq.embedded.EmbeddedHiveMQ;
import com.hivemq.extension.sdk.api.ExtensionMain;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts HiveMQ with what we set otherwise than its makers. */
final class HiveMq {

    private static final Logger LOG = LoggerFactory.getLogger(HiveMq.class);
    /** It takes 2 s alone, and took 14 s on a machine with twenty busy processes to a core. */
    private static final long START_SECONDS = 240;
    /** Messages in flight to one client, where the client takes as many; HiveMQ's own bound is 50. */
    private static final int WINDOW = 5_000;

    /**
     * HiveMQ's file persistence may stop while work is left, as its source says, and then looks again only after so long: its
     * own 500 ms are what messages waited now and then.
     */
    private static final int LOOK_MILLIS = 5;

    private HiveMq() {}

    static EmbeddedHiveMQ start(Path configuration, Path data, Path extensions, ExtensionMain extension)
            throws ExecutionException, InterruptedException, TimeoutException {
        EmbeddedHiveMQ hiveMq = EmbeddedHiveMQ.builder()
                .withConfigurationFolder(configuration)
                .withDataFolder(data)
                .withExtensionsFolder(extensions)
                .withEmbeddedExtension(EmbeddedExtension.builder()
                        .withId("millwright")
                        .withName("Millwright")
                        .withVersion("1")
                        .withExtensionMain(extension)
                        .build())
                .withoutLoggingBootstrap()
                .build();
        try {
            // Building sets it to false: a broker without its extension would let everybody in.
            InternalConfigurations.AUTH_DENY_UNAUTHENTICATED_CONNECTIONS.set(true);
            // HiveMQ sends a subscriber so many messages and the next only when all of them are acknowledged. A
            // consumer that acknowledges after its commit gets half as much again, and more, from a window that fills a
            // transaction. Whoever announces less is sent less: for each look into a queue, two or three for a receipt,
            // HiveMQ takes as many packet ids from a list and puts back those that it does not need, which is 20 us.
            InternalConfigurations.MAX_INFLIGHT_WINDOW_SIZE_MESSAGES = WINDOW;
            InternalConfigurations.SINGLE_WRITER_INTERVAL_TO_CHECK_PENDING_TASKS_AND_SCHEDULE_MSEC.set(LOOK_MILLIS);
            hiveMq.start().get(START_SECONDS, TimeUnit.SECONDS);
            return hiveMq;
        } catch (ExecutionException | InterruptedException | TimeoutException e) {
            close(hiveMq);
            throw e;
        }
    }

    private static void close(EmbeddedHiveMQ hiveMq) {
        try {
            hiveMq.close();
        } catch (Exception e) {
            LOG.warn("A broker that did not start could not be cleared away either: {}", e.getMessage());
        }
    }
}

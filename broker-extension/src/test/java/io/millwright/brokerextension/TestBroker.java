package io.millwright.brokerextension;

import com.hivemq.configuration.service.InternalConfigurations;
import com.hivemq.embedded.EmbeddedExtension;
import com.hivemq.embedded.EmbeddedHiveMQ;
import io.millwright.brokerextension.home.BrokerHome;
import io.millwright.brokerextension.home.BrokerMounts;
import io.millwright.wire.TenantId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The extension in a real HiveMQ CE on the loopback. */
public record TestBroker(EmbeddedHiveMQ hiveMq, MillwrightExtension extension, TestIdentity root)
        implements AutoCloseable {

    public static TestBroker start(BrokerMounts mounts, TestIdentity root) throws Exception {
        Path work = mounts.data();
        Files.createDirectories(work.resolve("extensions"));
        Files.createDirectories(work.resolve("hivemq"));
        Path configuration = work.resolve("conf");
        BrokerHome.prepare(mounts, configuration, "127.0.0.1", 0);
        MillwrightExtension extension = new MillwrightExtension(mounts, configuration);
        EmbeddedHiveMQ hiveMq = EmbeddedHiveMQ.builder()
                .withConfigurationFolder(configuration)
                .withDataFolder(work.resolve("hivemq"))
                .withExtensionsFolder(work.resolve("extensions"))
                .withEmbeddedExtension(EmbeddedExtension.builder()
                        .withId("millwright")
                        .withName("Millwright")
                        .withVersion("1")
                        .withExtensionMain(extension)
                        .build())
                .withoutLoggingBootstrap()
                .build();
        InternalConfigurations.AUTH_DENY_UNAUTHENTICATED_CONNECTIONS.set(true);
        hiveMq.start().get(60, TimeUnit.SECONDS);
        return new TestBroker(hiveMq, extension, root);
    }

    public BrokerControl control() {
        return extension.control();
    }

    public BrokerCounters.OfTenant counted(String tenant) {
        return control().counters().of(new TenantId(tenant));
    }

    public MqttTestClient client(TestIdentity identity, String clientId) {
        return new MqttTestClient(extension.port(), root, identity, clientId);
    }

    @Override
    public void close() throws Exception {
        hiveMq.close();
    }
}

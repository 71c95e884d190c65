package io.millwright.runtime.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millwright.brokerextension.BrokerCounters;
import io.millwright.brokerextension.TestBroker;
import io.millwright.brokerextension.TestIdentity;
import io.millwright.brokerextension.TestMounts;
import io.millwright.brokerextension.TestPki;
import io.millwright.runtime.TestTenants;
import io.millwright.runtime.tenant.ServiceIdentity;
import io.millwright.wire.TenantId;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom the runtime takes for its tenant's broker. */
class TenantBrokerIT {

    private static final String NAME = "broker.tenant-acme.svc";

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    /** Each asks for the address anew. */
    private final AtomicInteger attempts = new AtomicInteger();

    @TempDir
    Path directory;

    @AfterEach
    void stop() {
        threads.shutdownNow();
        timer.shutdownNow();
    }

    private TenantBroker connection(TestBroker broker) throws Exception {
        TestIdentity runtime = TestTenants.runtime("acme");
        ServiceIdentity identity = new ServiceIdentity(
                runtime.key(), runtime.chain(), List.of(TestTenants.root().certificate()));
        InetAddress loopback = InetAddress.getByAddress(NAME, new byte[] {127, 0, 0, 1});
        TenantBroker.Target target = new TenantBroker.Target(
                new TenantId("acme"), URI.create("mqtts://" + NAME + ":8883"), identity, url -> {
                    attempts.incrementAndGet();
                    return new InetSocketAddress(loopback, broker.extension().port());
                });
        return new TenantBroker(target, (topic, payload, acknowledge) -> acknowledge.run(), threads, timer);
    }

    private TestBroker broker(TestIdentity server) throws Exception {
        return TestBroker.start(
                TestMounts.write(
                        Files.createTempDirectory(directory, "broker"),
                        "acme",
                        "in-memory",
                        server,
                        TestTenants.authority("acme")),
                TestTenants.root());
    }

    @Test
    void the_platforms_own_server_certificate_is_trusted() throws Exception {
        try (TestBroker broker = broker(TestTenants.pki().server("broker", NAME));
                TenantBroker connection = connection(broker)) {
            connection.open();
            await().atMost(60, TimeUnit.SECONDS).until(connection::connected);

            connection
                    .publish("mw/v1/acme/bremen/d1/config", new byte[] {1}, 1, true)
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS);
            assertThatThrownBy(() -> connection
                            .publish("mw/v1/bolt/bremen/d1/config", new byte[] {1}, 1, true)
                            .toCompletableFuture()
                            .get(60, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(NotPublishedException.class);
        }
    }

    @Test
    void a_server_that_a_tenants_authority_made_or_that_has_another_name_is_not() throws Exception {
        for (TestIdentity server : List.of(
                TestPki.server(TestTenants.pki().unconstrained("bolt"), "broker", NAME),
                TestTenants.pki().server("broker", "broker.tenant-bolt.svc"))) {
            attempts.set(0);
            try (TestBroker broker = broker(server);
                    TenantBroker connection = connection(broker)) {
                BrokerCounters.OfTenant nobody = broker.counted("acme");
                connection.open();
                await().atMost(60, TimeUnit.SECONDS).until(() -> attempts.get() >= 3);
                assertThat(connection.connected()).isFalse();
                assertThat(broker.counted("acme")).isEqualTo(nobody);
            }
        }
    }
}

package io.millwright.runtime.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.millwright.brokerextension.TestBroker;
import io.millwright.brokerextension.TestIdentity;
import io.millwright.brokerextension.TestMounts;
import io.millwright.runtime.TestTenants;
import io.millwright.runtime.tenant.ServiceIdentity;
import io.millwright.wire.TenantId;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What the runtime does when the way to its broker is worse than closed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadNetworkIT {

    private static final String NAME = "broker.tenant-acme.svc";

    /** One and a half times the keep-alive. */
    private static final Duration NOTICED = Duration.ofSeconds(30);

    private final AtomicInteger attempts = new AtomicInteger();

    private final ListAppender<ILoggingEvent> said = new ListAppender<>();

    @SuppressWarnings("NullAway.Init")
    private TestBroker broker;

    @SuppressWarnings("NullAway.Init")
    private ExecutorService threads;

    @SuppressWarnings("NullAway.Init")
    private ScheduledExecutorService timer;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        broker = TestBroker.start(
                TestMounts.write(
                        directory,
                        "acme",
                        "in-memory",
                        TestTenants.pki().server("broker", NAME),
                        TestTenants.authority("acme")),
                TestTenants.root());
    }

    @AfterAll
    void end() throws Exception {
        broker.close();
    }

    @BeforeEach
    void listen() {
        threads = Executors.newVirtualThreadPerTaskExecutor();
        timer = Executors.newSingleThreadScheduledExecutor();
        attempts.set(0);
        said.list.clear();
        said.start();
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).addAppender(said);
    }

    @AfterEach
    void stop() {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).detachAppender(said);
        threads.shutdownNow();
        timer.shutdownNow();
    }

    private TenantBroker connection(int port) throws Exception {
        TestIdentity runtime = TestTenants.runtime("acme");
        ServiceIdentity identity = new ServiceIdentity(
                runtime.key(), runtime.chain(), List.of(TestTenants.root().certificate()));
        InetAddress loopback = InetAddress.getByAddress(NAME, new byte[] {127, 0, 0, 1});
        TenantBroker.Target target = new TenantBroker.Target(
                new TenantId("acme"), URI.create("mqtts://" + NAME + ":8883"), identity, url -> {
                    attempts.incrementAndGet();
                    return new InetSocketAddress(loopback, port);
                });
        return new TenantBroker(target, (topic, payload, acknowledge) -> acknowledge.run(), threads, timer);
    }

    @Test
    void a_connection_that_carries_nothing_is_replaced_within_one_and_a_half_keepalives() throws Exception {
        try (BadNetwork network = BadNetwork.before(broker.extension().port());
                TenantBroker connection = connection(network.port())) {
            connection.open();
            await().atMost(NOTICED).until(connection::connected);
            network.swallow();

            await().atMost(NOTICED).until(() -> network.connections() == 2);
            await().atMost(NOTICED).until(connection::connected);
        }
    }

    @Test
    void a_connection_that_comes_about_after_the_closing_does_not_stay() throws Exception {
        try (BadNetwork network = BadNetwork.before(broker.extension().port())) {
            network.hold();
            TenantBroker connection = connection(network.port());
            connection.open();
            await().atMost(NOTICED).until(() -> network.connections() == 1);
            connection.close();
            network.release();

            await().atMost(NOTICED).until(network::allClosed);
            assertThat(broker.counted("acme").connections()).isZero();
            assertThat(connection.connected()).isFalse();
        }
    }

    @Test
    void closing_while_the_broker_is_away_ends_the_attempts_at_once_and_nobody_complains() throws Exception {
        try (BadNetwork gone = BadNetwork.before(1)) {
            gone.close();
            TenantBroker connection = connection(gone.port());
            connection.open();
            await().atMost(NOTICED).until(() -> attempts.get() >= 4);

            connection.close();
            int made = attempts.get();
            // As the process does it: it waits for what still runs, which would be the next attempt.
            threads.close();
            timer.shutdownNow();
            assertThat(attempts).hasValue(made);
        }
        assertThat(said.list).noneMatch(event -> event.getThrowableProxy() != null);
    }

    @Test
    void closing_the_threads_first_is_no_fault_either() throws Exception {
        try (BadNetwork network = BadNetwork.before(broker.extension().port());
                TenantBroker connection = connection(network.port())) {
            connection.open();
            await().atMost(NOTICED).until(connection::connected);
            timer.shutdownNow();
            threads.close();
            network.close();

            await().atMost(NOTICED).until(() -> !connection.connected());
        }
        assertThat(said.list).noneMatch(event -> event.getThrowableProxy() != null);
    }
}

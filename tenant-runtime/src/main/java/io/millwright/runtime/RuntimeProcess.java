package io.millwright.runtime;

import io.millwright.runtime.api.RuntimeApi;
import io.millwright.runtime.api.ServedTenants;
import io.millwright.runtime.broker.BrokerConnection;
import io.millwright.runtime.health.Readiness;
import io.millwright.runtime.ingest.QuarantineDesk;
import io.millwright.runtime.live.LivePoints;
import io.millwright.runtime.tenant.TenantConfiguration;
import io.millwright.wire.TenantId;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** All that runs in one runtime: tenants are served, and the control plane is answered about them, until it is closed. */
public final class RuntimeProcess implements AutoCloseable {

    private final ScheduledExecutorService housekeeping = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("api-housekeeping").daemon().factory());

    private final RuntimeServer server;

    private final RuntimeApi api;

    /**
     * Starts it.
     *
     * @param addresses where brokers are found
     * @throws IOException with one sentence, when a port cannot be bound or the certificates are unusable
     */
    public RuntimeProcess(RuntimeSettings settings, ServiceAddresses addresses, Clock clock) throws IOException {
        LivePoints live = new LivePoints();
        server = new RuntimeServer(settings.tenants(), settings.health(), clock, addresses, live);
        try {
            api = new RuntimeApi(settings.api(), settings.tls(), served(), live, housekeeping, clock);
        } catch (IOException e) {
            server.close();
            housekeeping.shutdownNow();
            throw e;
        }
    }

    private ServedTenants served() {
        return new ServedTenants() {
            @Override
            public Optional<TenantConfiguration> configuration(TenantId tenant) {
                return server.configuration(tenant);
            }

            @Override
            public Optional<BrokerConnection> broker(TenantId tenant) {
                return server.broker(tenant);
            }

            @Override
            public Optional<QuarantineDesk> quarantine(TenantId tenant) {
                return server.quarantine(tenant);
            }
        };
    }

    /** Where a kubelet asks. */
    public int healthPort() {
        return server.port();
    }

    /** Where the control plane asks. */
    public int apiPort() {
        return api.port();
    }

    public Readiness readiness() {
        return server.readiness();
    }

    /** Answers nobody any more, then ends what is at work; returns when no connection is left. */
    @Override
    public void close() {
        api.close();
        server.close();
        housekeeping.shutdownNow();
    }
}

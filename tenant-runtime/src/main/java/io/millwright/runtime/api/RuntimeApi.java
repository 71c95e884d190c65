package io.millwright.runtime.api;

import io.millwright.runtime.live.LivePoints;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The API of one runtime process: it answers the control plane about whatever tenants are served, until closed. Thread-safe. */
public final class RuntimeApi implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RuntimeApi.class);

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final LivePoints live;
    private final TlsDirectory tls;
    private final ApiTenants tenants;
    private final ApiServer server;
    private final ScheduledFuture<?> looking;

    /** Of the looking thread alone. */
    private boolean complained;

    /**
     * Starts serving.
     *
     * @param tls directory with {@code tls.crt}, {@code tls.key} and {@code ca.crt}, followed as it changes
     * @param housekeeping shared with whoever has small things to do now and then
     * @throws IOException with one sentence, when the address cannot be bound or the certificates are unusable
     */
    public RuntimeApi(
            InetSocketAddress address,
            Path tls,
            ServedTenants served,
            LivePoints live,
            ScheduledExecutorService housekeeping,
            Clock clock)
            throws IOException {
        this.live = live;
        this.tls = new TlsDirectory(tls);
        this.tenants = new ApiTenants(served, live, housekeeping);
        this.server =
                new ApiServer(address, this.tls.read(), new ApiHandler(tenants::find, new Routes(live, clock), clock));
        this.looking = housekeeping.scheduleWithFixedDelay(
                this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    public int port() {
        return server.port();
    }

    /** Never throws: a thrown exception would end the schedule. */
    private void look() {
        try {
            tenants.sweep();
            Optional<SSLContext> fresh = tls.changed();
            if (fresh.isPresent()) {
                server.renew(fresh.get());
                LOG.atInfo().addKeyValue("reason", "CertificateRenewed").log("new certificates are shown");
            }
            complained = false;
        } catch (IOException e) {
            if (!complained) {
                complained = true;
                LOG.atWarn()
                        .addKeyValue("reason", "CertificateUnusable")
                        .log("the last certificates are shown on: " + e.getMessage());
            }
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("reason", "ApiFault")
                    .setCause(e)
                    .log("a look at certificates and tenants failed");
        }
    }

    @Override
    public void close() {
        looking.cancel(false);
        live.endAll();
        server.close();
        tenants.close();
    }
}

package io.millwright.runtime.emqx;

import io.millwright.runtime.admission.DeniedCertificates;
import io.millwright.runtime.emqx.EmqxReply.Done;
import io.millwright.runtime.emqx.EmqxReply.Refused;
import io.millwright.runtime.emqx.EmqxReply.Unavailable;
import io.millwright.runtime.historian.SingleErrand;
import io.millwright.runtime.revocation.BrokerAdmin;
import io.millwright.runtime.tenant.TenantConfiguration;
import io.millwright.runtime.tenant.TenantConfiguration.Administration;
import java.math.BigInteger;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * An EMQX that asks this runtime who may connect. Its own ban list is for a few clients and knows no certificates, so a denial is
 * a row of the tenant's database, which every admission looks for; then the sessions of that certificate are ended.
 */
public final class EmqxAdmin implements BrokerAdmin {

    /**
     * An admission that was decided just before the denial becomes a session a moment after it. So sessions are looked through
     * twice, this long apart.
     */
    private static final Duration SETTLED = Duration.ofSeconds(1);

    private final TenantConfiguration tenant;
    private final Administration administration;
    private final Executor threads;

    /** @param threads may block */
    public EmqxAdmin(TenantConfiguration tenant, Administration administration, Executor threads) {
        this.tenant = tenant;
        this.administration = administration;
        this.threads = threads;
    }

    @Override
    public CompletionStage<Void> deny(BigInteger serial) {
        return CompletableFuture.runAsync(() -> store(serial), threads)
                .thenRunAsync(() -> end(serial), threads)
                .thenRunAsync(
                        () -> end(serial),
                        CompletableFuture.delayedExecutor(SETTLED.toMillis(), TimeUnit.MILLISECONDS, threads));
    }

    private void store(BigInteger serial) {
        try {
            SingleErrand.asWriter(tenant.database(), connection -> DeniedCertificates.add(connection, serial));
        } catch (SQLException e) {
            throw new NotDeniedException("The denial could not be stored.", e);
        }
    }

    private void end(BigInteger serial) {
        try (EmqxApi api = new EmqxApi(administration, tenant.identity().trusted())) {
            for (String clientId : sessions(api, DeniedCertificates.text(serial))) {
                done(api.kick(clientId));
            }
        }
    }

    /** All of them before one is ended: a list gets shorter under whoever turns its pages. */
    private static List<String> sessions(EmqxApi api, String serial) {
        List<String> clientIds = new ArrayList<>();
        EmqxSessions found;
        int page = 1;
        do {
            found = done(api.sessions(page++));
            found.sessions().stream()
                    .filter(session -> session.serial().equals(serial))
                    .forEach(session -> clientIds.add(session.clientId()));
        } while (found.more());
        return clientIds;
    }

    private static <T> T done(EmqxReply<T> reply) {
        return switch (reply) {
            case Done<T>(T value) -> value;
            case Refused<T>(int status) ->
                throw new NotDeniedException("EMQX refuses its administration with status " + status + ".", null);
            case Unavailable<T>(String sentence) -> throw new NotDeniedException(sentence, null);
        };
    }
}

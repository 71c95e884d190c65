package io.millwright.brokerextension;

import com.hivemq.extension.sdk.api.packets.disconnect.DisconnectReasonCode;
import com.hivemq.extension.sdk.api.services.session.ClientService;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes up a changed list of authorities and ends the connections it no longer covers. It compares the file instead of
 * awaiting a notice, because a mounted file changes by a swapped link; a read of some kilobytes a second costs nothing. It
 * looks at all connections each time, so one that could not be ended is ended the next time.
 */
final class AuthorityWatch implements Runnable {

    static final Duration PERIOD = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(AuthorityWatch.class);

    private final Authorities authorities;
    private final Sessions sessions;
    private final ClientService clients;

    AuthorityWatch(Authorities authorities, Sessions sessions, ClientService clients) {
        this.authorities = authorities;
        this.sessions = sessions;
        this.clients = clients;
    }

    @Override
    public void run() {
        try {
            authorities.refresh();
            sessions.all().stream()
                    .filter(session -> !authorities.stillVouchFor(session.client()))
                    .forEach(this::end);
        } catch (RuntimeException e) {
            // Thrown on, it would end the watch for good.
            LOG.error("A look at the authorities failed", e);
        }
    }

    private void end(Session session) {
        LOG.info(
                "Connection ended, its authority is not the tenant's any more: tenant={} identity={}",
                session.client().tenant(),
                session.client().identity().urn());
        var _ = clients.disconnectClient(
                session.clientId(), false, DisconnectReasonCode.ADMINISTRATIVE_ACTION, "authority changed");
    }
}

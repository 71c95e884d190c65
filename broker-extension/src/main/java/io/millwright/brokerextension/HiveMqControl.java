package io.millwright.brokerextension;

import com.hivemq.extension.sdk.api.packets.disconnect.DisconnectReasonCode;
import com.hivemq.extension.sdk.api.services.session.ClientService;
import io.millwright.wire.TenantId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Control of one HiveMQ instance. The client service is the one captured while that instance started; HiveMQ's static
 * {@code Services} belongs to whichever broker of the process started last.
 */
final class HiveMqControl implements BrokerControl {

    private final ClientService clients;
    private final DenyList denyList;
    private final Sessions sessions;
    private final Counters counters;

    HiveMqControl(ClientService clients, DenyList denyList, Sessions sessions, Counters counters) {
        this.clients = clients;
        this.denyList = denyList;
        this.sessions = sessions;
        this.counters = counters;
    }

    /** The wills of those who are out are published: that a device is offline is all that a will may say. */
    @Override
    public CompletionStage<Integer> deny(Revocation revocation) {
        denyList.add(revocation);
        List<CompletableFuture<Boolean>> ends = sessions.meantBy(revocation).stream()
                .map(session -> clients.disconnectClient(
                        session.clientId(), false, DisconnectReasonCode.ADMINISTRATIVE_ACTION, "revoked"))
                .toList();
        return CompletableFuture.allOf(ends.toArray(CompletableFuture<?>[]::new))
                .thenApply(nothing ->
                        (int) ends.stream().filter(CompletableFuture::join).count());
    }

    @Override
    public void allow(Revocation revocation) {
        denyList.remove(revocation);
    }

    @Override
    public boolean isDenied(Revocation revocation) {
        return denyList.contains(revocation);
    }

    @Override
    public CompletionStage<Boolean> disconnect(TenantId tenant, String clientId) {
        boolean own = sessions.of(clientId)
                .filter(session -> session.client().tenant().equals(tenant))
                .isPresent();
        return own
                ? clients.disconnectClient(
                        clientId, false, DisconnectReasonCode.ADMINISTRATIVE_ACTION, "disconnected by the platform")
                : CompletableFuture.completedFuture(false);
    }

    @Override
    public BrokerCounters counters() {
        return counters.snapshot(sessions.countByTenant());
    }
}

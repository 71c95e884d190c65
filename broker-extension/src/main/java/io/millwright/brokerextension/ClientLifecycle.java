package io.millwright.brokerextension;

import com.hivemq.extension.sdk.api.client.ClientContext;
import com.hivemq.extension.sdk.api.client.parameter.InitializerInput;
import com.hivemq.extension.sdk.api.events.client.ClientLifecycleEventListener;
import com.hivemq.extension.sdk.api.events.client.parameters.AuthenticationSuccessfulInput;
import com.hivemq.extension.sdk.api.events.client.parameters.ConnectionStartInput;
import com.hivemq.extension.sdk.api.events.client.parameters.DisconnectEventInput;
import com.hivemq.extension.sdk.api.packets.disconnect.DisconnectReasonCode;
import com.hivemq.extension.sdk.api.services.intializer.ClientInitializer;
import com.hivemq.extension.sdk.api.services.session.ClientService;
import java.util.Optional;

/** Puts a guard before each client that was let in, and forgets the client when its connection ends. */
final class ClientLifecycle implements ClientInitializer, ClientLifecycleEventListener {

    private final Sessions sessions;
    private final DenyList denyList;
    private final Authorities authorities;
    private final Counters counters;
    private final RefusalReports reports;
    private final ClientService clients;
    private final BrokerControl control;

    ClientLifecycle(
            Sessions sessions,
            DenyList denyList,
            Authorities authorities,
            Counters counters,
            RefusalReports reports,
            ClientService clients,
            BrokerControl control) {
        this.sessions = sessions;
        this.denyList = denyList;
        this.authorities = authorities;
        this.counters = counters;
        this.reports = reports;
        this.clients = clients;
        this.control = control;
    }

    @Override
    public void initialize(InitializerInput input, ClientContext context) {
        String clientId = input.getClientInformation().getClientId();
        Optional<Session> admitted =
                sessions.of(clientId, input.getConnectionInformation().getConnectionAttributeStore());
        if (admitted.isEmpty()) {
            // Another connection of the same client took over already; this one ends and may say nothing until it does.
            context.addPublishInboundInterceptor((publish, output) -> output.preventPublishDelivery());
            return;
        }
        Session session = admitted.get();
        ClientGuard guard =
                new ClientGuard(session, counters.of(session.client().tenant()), reports, control);
        context.addPublishInboundInterceptor(guard);
        context.addSubscribeInboundInterceptor(guard);
        // A denial or a new list of authorities that came between CONNECT and here found no connection to end.
        if (denyList.denies(session.client()) || !authorities.stillVouchFor(session.client())) {
            clients.disconnectClient(clientId, false, DisconnectReasonCode.ADMINISTRATIVE_ACTION, "revoked");
        }
    }

    @Override
    public void onMqttConnectionStart(ConnectionStartInput input) {
        // Nothing is known about the client yet.
    }

    @Override
    public void onAuthenticationSuccessful(AuthenticationSuccessfulInput input) {
        // The session was opened where it was decided.
    }

    @Override
    public void onDisconnect(DisconnectEventInput input) {
        sessions.close(
                input.getClientInformation().getClientId(),
                input.getConnectionInformation().getConnectionAttributeStore());
    }
}

package io.millwright.brokerextension;

import com.hivemq.extension.sdk.api.auth.SimpleAuthenticator;
import com.hivemq.extension.sdk.api.auth.parameter.SimpleAuthInput;
import com.hivemq.extension.sdk.api.auth.parameter.SimpleAuthOutput;
import com.hivemq.extension.sdk.api.client.parameter.ClientTlsInformation;
import com.hivemq.extension.sdk.api.packets.auth.DefaultAuthorizationBehaviour;
import com.hivemq.extension.sdk.api.packets.connect.ConnackReasonCode;
import com.hivemq.extension.sdk.api.packets.connect.ConnectPacket;
import com.hivemq.extension.sdk.api.packets.connect.WillPublishPacket;
import com.hivemq.extension.sdk.api.packets.general.MqttVersion;
import io.millwright.wire.BrokerRights;
import io.millwright.wire.BrokerScope;
import io.millwright.wire.CertificateIdentity;
import io.millwright.wire.CertificateReader;
import io.millwright.wire.Decision;
import io.millwright.wire.Denial;
import io.millwright.wire.IdentityReading;
import io.millwright.wire.TenantId;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides each CONNECT from the client's certificate alone; user name and password are not looked at. It runs before
 * HiveMQ takes a session over, so a client that is refused here has disturbed nobody. Whatever goes wrong refuses.
 */
final class Admission implements SimpleAuthenticator {

    private static final Logger LOG = LoggerFactory.getLogger(Admission.class);
    /** Configuration, commands and receipts that wait for a device that is away; only a service has more to catch up. */
    private static final long DEVICE_QUEUE = 1_000;

    private final BrokerScope scope;
    private final Authorities authorities;
    private final DenyList denyList;
    private final ClientOwners owners;
    private final Sessions sessions;
    private final Counters counters;
    private final RefusalReports reports;
    private final Strangers strangers;
    private final Permissions permissions;

    Admission(
            BrokerScope scope,
            Authorities authorities,
            DenyList denyList,
            ClientOwners owners,
            Sessions sessions,
            Counters counters,
            RefusalReports reports,
            Strangers strangers,
            Permissions permissions) {
        this.scope = scope;
        this.authorities = authorities;
        this.denyList = denyList;
        this.owners = owners;
        this.sessions = sessions;
        this.counters = counters;
        this.reports = reports;
        this.strangers = strangers;
        this.permissions = permissions;
    }

    @Override
    public void onConnect(SimpleAuthInput input, SimpleAuthOutput output) {
        output.getDefaultPermissions().setDefaultBehaviour(DefaultAuthorizationBehaviour.DENY);
        try {
            Optional<X509Certificate> certificate = input.getConnectionInformation()
                    .getClientTlsInformation()
                    .flatMap(ClientTlsInformation::getClientCertificate);
            if (certificate.isEmpty()) {
                refuseUnidentified(Refusal.NO_CERTIFICATE, output);
                return;
            }
            switch (CertificateReader.read(certificate.get())) {
                case IdentityReading.Refused(var reason) -> refuseUnidentified(reason, output);
                case IdentityReading.Known(CertificateIdentity identity) ->
                    identified(identity, certificate.get(), input, output);
            }
        } catch (RuntimeException e) {
            LOG.error("A connection could not be decided and is refused", e);
            refuseUnidentified(Refusal.FAULT, output);
        }
    }

    private void identified(
            CertificateIdentity identity, X509Certificate certificate, SimpleAuthInput input, SimpleAuthOutput output) {
        Optional<TenantId> tenant = identity.tenantId();
        if (tenant.isEmpty()) {
            refuseUnidentified(Denial.NOT_A_BROKER_CLIENT, output);
            return;
        }
        Session.Client client = new Session.Client(
                tenant.get(),
                identity,
                certificate.getSerialNumber(),
                authorities.vouch(tenant.get(), certificate),
                BrokerRights.of(identity));
        ConnectPacket connect = input.getConnectPacket();
        Optional<Enum<?>> refusal = refusal(client, connect);
        if (refusal.isPresent()) {
            refuse(refusal.get(), client, connect, output);
            return;
        }
        permissions.grant(client.rights().permissions(), output.getDefaultPermissions());
        if (identity instanceof CertificateIdentity.Device) {
            output.getClientSettings().setClientQueueSizeMaximum(DEVICE_QUEUE);
        }
        sessions.open(
                connect.getClientId(), client, input.getConnectionInformation().getConnectionAttributeStore());
        output.authenticateSuccessfully();
    }

    private Optional<Enum<?>> refusal(Session.Client client, ConnectPacket connect) {
        if (client.rights().connect(scope, connect.getClientId()) instanceof Decision.Denied(Denial reason)) {
            return Optional.of(reason);
        }
        if (client.vouching() instanceof Vouching.Refused(Refusal reason)) {
            return Optional.of(reason);
        }
        if (connect.getMqttVersion() == MqttVersion.V_3_1) {
            return Optional.of(Refusal.PROTOCOL_VERSION);
        }
        if (denyList.denies(client)) {
            return Optional.of(Refusal.REVOKED);
        }
        Optional<WillPublishPacket> will = connect.getWillPublish();
        if (will.isPresent()) {
            Decision decision = client.rights()
                    .will(
                            will.get().getTopic(),
                            will.get().getQos().getQosNumber(),
                            will.get().getRetain());
            if (decision instanceof Decision.Denied(Denial reason)) {
                return Optional.of(reason);
            }
            if (!ClientGuard.mayHearAnswers(client.rights(), will.get())) {
                return Optional.of(Refusal.RESPONSE_TOPIC);
            }
        }
        return owners.claim(connect.getClientId(), client.tenant())
                ? Optional.empty()
                : Optional.of(Refusal.FOREIGN_SESSION);
    }

    private void refuse(Enum<?> reason, Session.Client client, ConnectPacket connect, SimpleAuthOutput output) {
        if (reason == Denial.OTHER_TENANTS_BROKER) {
            // Told to the tenant whose broker it is, and not who it was.
            strangers.refused(reason);
        } else {
            counters.of(client.tenant()).refused(reason);
            reports.refused(
                    client.tenant(),
                    client.identity(),
                    reason,
                    connect.getWillPublish().map(WillPublishPacket::getTopic));
        }
        LOG.info(
                "Connection refused: tenant={} identity={} reason={}",
                client.tenant(),
                client.identity().urn(),
                reason);
        output.failAuthentication(answer(reason), "refused");
    }

    private void refuseUnidentified(Enum<?> reason, SimpleAuthOutput output) {
        strangers.refused(reason);
        LOG.info("Connection refused: reason={}", reason);
        output.failAuthentication(answer(reason), "refused");
    }

    private static ConnackReasonCode answer(Enum<?> reason) {
        if (reason == Denial.CLIENT_ID) {
            return ConnackReasonCode.CLIENT_IDENTIFIER_NOT_VALID;
        }
        if (reason == Refusal.PROTOCOL_VERSION) {
            return ConnackReasonCode.UNSUPPORTED_PROTOCOL_VERSION;
        }
        return reason == Refusal.FAULT || reason == Refusal.NO_AUTHORITIES
                ? ConnackReasonCode.SERVER_UNAVAILABLE
                : ConnackReasonCode.NOT_AUTHORIZED;
    }
}

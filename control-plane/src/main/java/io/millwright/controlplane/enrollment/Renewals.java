package io.millwright.controlplane.enrollment;

import io.millwright.controlplane.cluster.Cluster;
import io.millwright.controlplane.device.Certificates;
import io.millwright.controlplane.device.Device;
import io.millwright.controlplane.device.DeviceCertificate;
import io.millwright.controlplane.device.DeviceSettings;
import io.millwright.controlplane.device.DeviceState;
import io.millwright.controlplane.device.Devices;
import io.millwright.controlplane.device.Place;
import io.millwright.controlplane.device.Places;
import io.millwright.controlplane.device.TenantLife;
import io.millwright.controlplane.pki.CertificateRequest;
import io.millwright.controlplane.pki.CertificateSigner;
import io.millwright.controlplane.pki.CsrFault;
import io.millwright.controlplane.pki.CsrReader;
import io.millwright.controlplane.pki.CsrReading;
import io.millwright.controlplane.pki.KeyState;
import io.millwright.controlplane.pki.Pem;
import io.millwright.controlplane.pki.TenantAuthorities;
import io.millwright.controlplane.pki.TenantAuthority;
import io.millwright.wire.CertificateIdentity;
import io.millwright.wire.CertificateReader;
import io.millwright.wire.IdentityReading;
import io.millwright.wire.TenantId;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * EST {@code simplereenroll}: the certificate of now is the authority for the next one, and only the registry says whether it
 * still is. The old one stays good for an overlap, so that a device that dies before it has kept the new one tries again.
 */
@Service
public class Renewals {

    private final Cluster cluster;
    private final TenantAuthorities authorities;
    private final Devices devices;
    private final Certificates certificates;
    private final Places places;
    private final CertificateSigner signer;
    private final EnrollmentJournal journal;
    private final DeviceSettings deviceSettings;
    private final EnrollmentSettings settings;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Renewals(
            Cluster cluster,
            TenantAuthorities authorities,
            Devices devices,
            Certificates certificates,
            Places places,
            CertificateSigner signer,
            EnrollmentJournal journal,
            DeviceSettings deviceSettings,
            EnrollmentSettings settings,
            TransactionTemplate transactions,
            Clock clock) {
        this.cluster = cluster;
        this.authorities = authorities;
        this.devices = devices;
        this.certificates = certificates;
        this.places = places;
        this.signer = signer;
        this.journal = journal;
        this.deviceSettings = deviceSettings;
        this.settings = settings;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Who shows the certificate, found in the registry. */
    private record Holder(Device device, DeviceCertificate certificate) {}

    /** The tenant's issuers up to the root; empty while there are none. */
    public Optional<List<X509Certificate>> issuers(TenantId tenant) {
        return TenantLife.of(cluster, tenant)
                .flatMap(life -> authorities.of(tenant, life.incarnation())
                                instanceof KeyState.Present<TenantAuthority>(TenantAuthority authority)
                        ? Optional.of(authority.chain())
                        : Optional.empty());
    }

    /**
     * @param shown the client certificate of the connection, whose key its holder has proven to have
     * @param body a certificate request in base 64
     */
    public RenewalOutcome renew(TenantId tenant, X509Certificate shown, String body) {
        Optional<TenantLife> life = TenantLife.of(cluster, tenant);
        boolean ofTenant = CertificateReader.read(shown) instanceof IdentityReading.Known(CertificateIdentity who)
                && who instanceof CertificateIdentity.Device device
                && device.tenant().equals(tenant);
        if (life.isEmpty() || !ofTenant) {
            return new RenewalOutcome.Refused();
        }
        return switch (authorities.of(tenant, life.get().incarnation())) {
            case KeyState.Unavailable<TenantAuthority> _ -> new RenewalOutcome.NotReady();
            case KeyState.Present<TenantAuthority>(TenantAuthority authority) ->
                holder(life.get(), authority, shown)
                        .map(holder -> renew(holder, body))
                        .orElseGet(RenewalOutcome.Refused::new);
        };
    }

    /** Empty for a former life's certificate, a revoked or replaced one, one that ended too long ago, a revoked device. */
    private Optional<Holder> holder(TenantLife life, TenantAuthority authority, X509Certificate shown) {
        if (!authority.issued(shown)) {
            return Optional.empty();
        }
        Optional<DeviceCertificate> certificate = certificates.find(life, Certificates.serial(shown));
        Optional<Device> device = certificate.flatMap(one -> devices.find(life, one.device()));
        if (device.isEmpty()) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Instant revokeAt = certificate.get().revokeAt();
        boolean revoked = revokeAt != null && !now.isBefore(revokeAt);
        boolean over = now.isAfter(certificate.get().notAfter().plus(settings.grace()));
        if (revoked || over || device.get().state() != DeviceState.ACTIVE) {
            journal.renewalRefused(device.get(), revoked ? "revoked" : over ? "expired" : "device-revoked");
            return Optional.empty();
        }
        return Optional.of(new Holder(device.get(), certificate.get()));
    }

    private RenewalOutcome renew(Holder holder, String body) {
        return switch (CsrReader.readBase64(body)) {
            case CsrReading.Refused(CsrFault fault) -> new RenewalOutcome.Invalid(fault);
            case CsrReading.Accepted(CertificateRequest request) -> renew(holder, request);
        };
    }

    private RenewalOutcome renew(Holder holder, CertificateRequest request) {
        X509Certificate shown = Pem.certificates(holder.certificate().pem()).getFirst();
        Optional<CsrFault> fault =
                CertificateReader.read(shown) instanceof IdentityReading.Known(CertificateIdentity who)
                                && who instanceof CertificateIdentity.Device identity
                        ? request.faultOfRenewal(identity)
                        : Optional.of(CsrFault.SUBJECT);
        if (fault.isPresent()) {
            return new RenewalOutcome.Invalid(fault.get());
        }
        Device device = holder.device();
        String fleet = Objects.requireNonNullElse(device.movesTo(), device.fleet());
        return switch (places.of(device.life(), fleet)) {
            case Place.Reading.NotReady _ -> new RenewalOutcome.NotReady();
            case Place.Reading.Ready(Place place) ->
                Objects.requireNonNull(transactions.execute(_ -> issue(holder, request, place)));
        };
    }

    /** Signed while the device's row is held: a millisecond in which nobody else renews or revokes this one device. */
    private RenewalOutcome issue(Holder holder, CertificateRequest request, Place place) {
        Device device =
                devices.lock(holder.device().life(), holder.device().id()).orElseThrow();
        DeviceCertificate newest = certificates.of(device.id()).getFirst();
        Instant now = clock.instant();
        if (device.state() != DeviceState.ACTIVE) {
            return new RenewalOutcome.Refused();
        }
        boolean answered = !newest.serial().equals(holder.certificate().serial())
                && newest.publicKey().equals(request.keyHash())
                && newest.isGoodAt(now);
        if (answered) {
            return new RenewalOutcome.Renewed(Pem.certificates(newest.pem()).getFirst());
        }
        CertificateIdentity.Device identity =
                new CertificateIdentity.Device(device.life().tenant(), place.site(), device.id());
        X509Certificate certificate =
                signer.device(place.authority(), identity, request.key(), place.certificateLifetime());
        boolean moves = device.movesTo() != null;
        if (moves) {
            devices.moved(device.life(), device.id(), place.fleetName(), place.site());
        }
        Device present = devices.find(device.life(), device.id()).orElseThrow();
        certificates.insert(present, certificate, now);
        certificates.revokeOthers(
                device.id(), Certificates.serial(certificate), now.plus(deviceSettings.overlap()), "renewed");
        journal.renewed(present, moves ? "moved to fleet/" + place.fleetName() : "");
        return new RenewalOutcome.Renewed(certificate);
    }
}

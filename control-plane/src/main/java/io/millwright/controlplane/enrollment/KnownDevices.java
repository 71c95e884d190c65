package io.millwright.controlplane.enrollment;

import io.millwright.controlplane.device.Certificates;
import io.millwright.controlplane.device.Device;
import io.millwright.controlplane.device.DeviceCertificate;
import io.millwright.controlplane.device.Devices;
import io.millwright.controlplane.device.Place;
import io.millwright.controlplane.device.ToldConfigurations;
import io.millwright.controlplane.pki.CertificateSigner;
import io.millwright.controlplane.pki.Pem;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Answers a device that comes again with its code and the same key: its first answer was lost, or it was waiting. */
@Component
class KnownDevices {

    private final Devices devices;
    private final Certificates certificates;
    private final ToldConfigurations configurations;
    private final CertificateSigner signer;
    private final EnrollmentAnswers answers;
    private final EnrollmentJournal journal;
    private final TransactionTemplate transactions;
    private final Clock clock;

    KnownDevices(
            Devices devices,
            Certificates certificates,
            ToldConfigurations configurations,
            CertificateSigner signer,
            EnrollmentAnswers answers,
            EnrollmentJournal journal,
            TransactionTemplate transactions,
            Clock clock) {
        this.devices = devices;
        this.certificates = certificates;
        this.configurations = configurations;
        this.signer = signer;
        this.answers = answers;
        this.journal = journal;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** The device that used the code. */
    Device of(MintedCode code) {
        return devices.find(code.life(), Objects.requireNonNull(code.device())).orElseThrow();
    }

    EnrollmentOutcome answer(MintedCode code, Device device, Place place, Enroller.Asked asked) {
        return switch (device.state()) {
            case PENDING -> new EnrollmentOutcome.Waiting();
            case REVOKED -> journal.refused(code, "device-revoked");
            case APPROVED -> issue(code, device, place, asked);
            case ACTIVE -> theSame(code, device, place);
        };
    }

    /** Within the code's life: after that it opens nothing any more, not even for whoever used it. */
    private EnrollmentOutcome theSame(MintedCode code, Device device, Place place) {
        Instant now = clock.instant();
        Optional<DeviceCertificate> first = certificates.of(device.id()).stream()
                .filter(certificate -> certificate.publicKey().equals(code.publicKey()))
                .reduce((_, older) -> older);
        if ((code.isOver(now) && !isFresh(device, now))
                || first.isEmpty()
                || !first.get().isGoodAt(now)) {
            return journal.refused(code, CodeState.USED.text());
        }
        if (device.told().jws() == null) {
            return journal.notReady(code, "the device's configuration is being signed anew");
        }
        return answers.enrolled(device, Pem.certificates(first.get().pem()).getFirst(), place);
    }

    /** A device that was approved late gets the time to ask twice, too. */
    private static boolean isFresh(Device device, Instant now) {
        Instant enrolled = device.enrolledAt();
        return enrolled != null && now.isBefore(enrolled.plus(java.time.Duration.ofMinutes(15)));
    }

    private EnrollmentOutcome issue(MintedCode code, Device device, Place place, Enroller.Asked asked) {
        Instant now = clock.instant();
        return switch (place.sign(
                device.id(), device.parameters(), device.told().version() + 1, now)) {
            case Place.Signing.Missing(List<String> missing) ->
                new EnrollmentOutcome.Invalid(Enroller.missing(missing));
            case Place.Signing.Signed(Device.Told told) -> {
                X509Certificate certificate = signer.device(
                        place.authority(), device.identity(), asked.request().key(), place.certificateLifetime());
                Boolean issued = transactions.execute(_ -> commit(code, device, told, certificate, now));
                Device present = of(code);
                yield Boolean.TRUE.equals(issued)
                        ? answers.enrolled(present, certificate, place)
                        : answerAfterAnother(code, present, place);
            }
        };
    }

    private EnrollmentOutcome answerAfterAnother(MintedCode code, Device present, Place place) {
        return switch (present.state()) {
            case ACTIVE -> theSame(code, present, place);
            case PENDING, APPROVED -> new EnrollmentOutcome.Waiting();
            case REVOKED -> journal.refused(code, "device-revoked");
        };
    }

    private boolean commit(MintedCode code, Device device, Device.Told told, X509Certificate certificate, Instant now) {
        if (!devices.activate(device.life(), device.id(), now)) {
            return false;
        }
        configurations.signed(device.life(), device.id(), told);
        configurations.sent(device.id(), told.version(), false, null, now);
        certificates.insert(device, certificate, now);
        journal.letIn(code, device);
        return true;
    }
}

package io.millwright.controlplane.enrollment;

import io.millwright.controlplane.configuration.Parameters;
import io.millwright.controlplane.device.Certificates;
import io.millwright.controlplane.device.Device;
import io.millwright.controlplane.device.DeviceState;
import io.millwright.controlplane.device.Devices;
import io.millwright.controlplane.device.Place;
import io.millwright.controlplane.pki.CertificateSigner;
import io.millwright.controlplane.pki.CsrFault;
import io.millwright.controlplane.problem.FieldError;
import io.millwright.wire.CertificateIdentity;
import io.millwright.wire.DeviceId;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes a device out of an unused code. */
@Component
class NewDevices {

    private static final int MOST_DRAWS = 3;

    private final Devices devices;
    private final Certificates certificates;
    private final MintedCodes codes;
    private final CertificateSigner signer;
    private final EnrollmentAnswers answers;
    private final EnrollmentJournal journal;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    NewDevices(
            Devices devices,
            Certificates certificates,
            MintedCodes codes,
            CertificateSigner signer,
            EnrollmentAnswers answers,
            EnrollmentJournal journal,
            TransactionTemplate transactions,
            Clock clock) {
        this.devices = devices;
        this.certificates = certificates;
        this.codes = codes;
        this.signer = signer;
        this.answers = answers;
        this.journal = journal;
        this.transactions = transactions;
        this.clock = clock;
    }

    sealed interface Result {

        record Settled(EnrollmentOutcome outcome) implements Result {}

        /** The code was good a moment ago. */
        record UsedMeanwhile() implements Result {}
    }

    Result letIn(MintedCode code, Place place, Enroller.Asked asked) {
        Optional<CsrFault> fault = asked.request().faultOfNewDevice(place.life().tenant(), place.site());
        if (fault.isPresent()) {
            return invalid(List.of(new FieldError("csr", fault.get().sentence())));
        }
        for (int draw = 1; ; draw++) {
            try {
                return letIn(code, place, asked, DeviceIds.random(place.fleetName(), random));
            } catch (DuplicateKeyException e) {
                if (draw == MOST_DRAWS) {
                    throw e;
                }
            }
        }
    }

    private Result letIn(MintedCode code, Place place, Enroller.Asked asked, DeviceId id) {
        Instant now = clock.instant();
        Parameters parameters = code.parameters().with(asked.parameters());
        if (asked.configured()
                && parameters.values().isEmpty()
                && !place.parameters().isEmpty()) {
            return invalid(Enroller.missing(place.parameters()));
        }
        return switch (place.sign(id, parameters, 1, now)) {
            case Place.Signing.Missing(List<String> missing) -> invalid(Enroller.missing(missing));
            case Place.Signing.Signed(Device.Told told) -> {
                CertificateIdentity.Device identity =
                        new CertificateIdentity.Device(place.life().tenant(), place.site(), id);
                X509Certificate certificate = signer.device(
                        place.authority(), identity, asked.request().key(), place.certificateLifetime());
                Draft draft = new Draft(id, parameters, told, now);
                yield Objects.requireNonNull(transactions.execute(_ -> commit(code, place, asked, draft, certificate)));
            }
        };
    }

    private record Draft(DeviceId id, Parameters parameters, Device.Told told, Instant now) {

        Device device(MintedCode code, Place place, Enroller.Asked asked, Optional<String> waitsFor) {
            boolean waits = waitsFor.isPresent();
            return new Device(
                    id,
                    code.life(),
                    place.fleetName(),
                    place.site(),
                    waits ? DeviceState.PENDING : DeviceState.ACTIVE,
                    waitsFor.orElse(null),
                    asked.hardware().serial(),
                    asked.hardware().model(),
                    parameters,
                    asked.request().keyHash(),
                    now,
                    waits ? null : now,
                    null,
                    null,
                    waits ? Device.Told.nothing() : told);
        }
    }

    /** Everything or nothing; the certificate of a device that has to wait is thrown away unseen. */
    private Result commit(
            MintedCode code, Place place, Enroller.Asked asked, Draft draft, X509Certificate certificate) {
        if (!codes.claim(code.id(), draft.id(), asked.request().keyHash(), draft.now())) {
            return new Result.UsedMeanwhile();
        }
        Optional<String> waitsFor = place.admission()
                .waitsFor(
                        asked.hardware().serial(), devices.lockedCounts(place.life(), place.site(), place.fleetName()));
        Device device = draft.device(code, place, asked, waitsFor);
        devices.insert(device);
        journal.letIn(code, device);
        if (waitsFor.isPresent()) {
            return new Result.Settled(new EnrollmentOutcome.Waiting());
        }
        certificates.insert(device, certificate, draft.now());
        return new Result.Settled(answers.enrolled(device, certificate, place));
    }

    private static Result invalid(List<FieldError> errors) {
        return new Result.Settled(new EnrollmentOutcome.Invalid(errors));
    }
}

package io.millwright.controlplane.enrollment;

import io.millwright.controlplane.cluster.Cluster;
import io.millwright.controlplane.configuration.Parameters;
import io.millwright.controlplane.device.Device;
import io.millwright.controlplane.device.Place;
import io.millwright.controlplane.device.Places;
import io.millwright.controlplane.device.TenantLife;
import io.millwright.controlplane.pki.CertificateRequest;
import io.millwright.controlplane.pki.CsrReader;
import io.millwright.controlplane.pki.CsrReading;
import io.millwright.controlplane.pki.KeyState;
import io.millwright.controlplane.problem.FieldError;
import io.millwright.wire.enrollment.ClaimCode;
import io.millwright.wire.enrollment.EnrollmentRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * {@code POST /enroll}. All that can be wrong is found, and all that has to be signed is signed, before the code is used up:
 * that, the device, its certificate and the audit entry are one transaction. Who dies before it has used up nothing; who dies
 * behind it asks again with the same code and key, and is given what was made.
 */
@Service
public class Enroller {

    private final CodeKeys keys;
    private final MintedCodes codes;
    private final DeviceCodes deviceCodes;
    private final Places places;
    private final Cluster cluster;
    private final NewDevices newDevices;
    private final KnownDevices knownDevices;
    private final EnrollmentJournal journal;
    private final Clock clock;

    Enroller(
            CodeKeys keys,
            MintedCodes codes,
            DeviceCodes deviceCodes,
            Places places,
            Cluster cluster,
            NewDevices newDevices,
            KnownDevices knownDevices,
            EnrollmentJournal journal,
            Clock clock) {
        this.keys = keys;
        this.codes = codes;
        this.deviceCodes = deviceCodes;
        this.places = places;
        this.cluster = cluster;
        this.newDevices = newDevices;
        this.knownDevices = knownDevices;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * What was asked, once it is known to be well formed.
     *
     * @param configured whether the request speaks of parameters at all, as an agent does, even of none: a device that does
     *     not reads its machines by itself
     */
    record Asked(
            CertificateRequest request,
            EnrollmentRequest.Hardware hardware,
            Parameters parameters,
            boolean configured) {}

    /** @param parameters as they came; they override those of the code */
    public EnrollmentOutcome enroll(EnrollmentRequest body, @Nullable Map<String, @Nullable String> parameters) {
        return journal.counted(outcome(body, parameters));
    }

    private EnrollmentOutcome outcome(EnrollmentRequest body, @Nullable Map<String, @Nullable String> parameters) {
        CsrReading csr = CsrReader.readPem(body.csr());
        List<FieldError> errors = errors(body, parameters, csr);
        if (!errors.isEmpty() || !(csr instanceof CsrReading.Accepted(CertificateRequest request))) {
            return new EnrollmentOutcome.Invalid(errors);
        }
        Optional<ClaimCode> code = ClaimCode.parse(body.claimCode());
        if (code.isEmpty()) {
            return journal.refusedUnknown();
        }
        return switch (keys.key()) {
            case KeyState.Unavailable<CodeKey>(String reason) -> journal.notReady(reason);
            case KeyState.Present<CodeKey>(CodeKey key) ->
                enroll(
                        key.hash(code.get()),
                        new Asked(request, body.hardware(), Parameters.of(parameters), parameters != null));
        };
    }

    private static List<FieldError> errors(
            EnrollmentRequest body, @Nullable Map<String, @Nullable String> parameters, CsrReading csr) {
        List<FieldError> errors = new ArrayList<>();
        body.problems().stream()
                .map(problem -> new FieldError(problem.field(), problem.sentence()))
                .forEach(errors::add);
        boolean csrNamed = errors.stream().anyMatch(error -> error.field().equals("csr"));
        if (csr instanceof CsrReading.Refused(var fault) && !csrNamed) {
            errors.add(new FieldError("csr", fault.sentence()));
        }
        Parameters.faults(parameters)
                .forEach(fault -> errors.add(new FieldError("parameters." + fault.name(), fault.sentence())));
        return errors;
    }

    private EnrollmentOutcome enroll(byte[] hash, Asked asked) {
        Optional<MintedCode> code = codes.byHash(hash);
        if (code.isEmpty()) {
            return deviceCodes.isWaiting(hash, asked.request().keyHash())
                    ? new EnrollmentOutcome.Waiting()
                    : journal.refusedUnknown();
        }
        return enroll(code.get(), asked);
    }

    private EnrollmentOutcome enroll(MintedCode code, Asked asked) {
        if (!cluster.synced()) {
            return journal.notReady(code, "the custom resources are not known yet");
        }
        if (!TenantLife.of(cluster, code.life().tenant()).equals(Optional.of(code.life()))) {
            return journal.refused(code, "former-life");
        }
        Instant now = clock.instant();
        return switch (code.state(now)) {
            case REVOKED, EXPIRED -> journal.refused(code, code.state(now).text());
            case USED ->
                asked.request().keyHash().equals(code.publicKey())
                        ? again(code, asked)
                        : journal.refused(code, code.state(now).text());
            case UNUSED -> first(code, asked);
        };
    }

    private EnrollmentOutcome first(MintedCode code, Asked asked) {
        return switch (places.of(code.life(), code.fleet())) {
            case Place.Reading.NotReady(String reason) -> journal.notReady(code, reason);
            case Place.Reading.Ready(Place place) ->
                switch (newDevices.letIn(code, place, asked)) {
                    case NewDevices.Result.Settled(EnrollmentOutcome outcome) -> outcome;
                    case NewDevices.Result.UsedMeanwhile _ -> afterAnother(code, asked);
                };
        };
    }

    /** Somebody was faster: perhaps the same device, whose first answer was lost. */
    private EnrollmentOutcome afterAnother(MintedCode before, Asked asked) {
        MintedCode code = codes.byId(before.id()).orElse(before);
        boolean same = code.state(clock.instant()) == CodeState.USED
                && asked.request().keyHash().equals(code.publicKey());
        return same ? again(code, asked) : journal.refused(code, CodeState.USED.text());
    }

    private EnrollmentOutcome again(MintedCode code, Asked asked) {
        Device device = knownDevices.of(code);
        return switch (places.of(device.life(), device.fleet())) {
            case Place.Reading.NotReady(String reason) -> journal.notReady(code, reason);
            case Place.Reading.Ready(Place place) -> knownDevices.answer(code, device, place, asked);
        };
    }

    static List<FieldError> missing(List<String> parameters) {
        return parameters.stream()
                .map(name -> new FieldError("parameters." + Objects.requireNonNull(name), "must be given"))
                .toList();
    }
}

package io.millwright.edge.enroll;

import io.millwright.edge.retry.Backoff;
import io.millwright.edge.state.DeviceRecord;
import io.millwright.edge.state.DurableFile;
import io.millwright.edge.state.Json;
import io.millwright.edge.state.StateDirectory;
import io.millwright.edge.trust.ClientTls;
import io.millwright.edge.trust.Fingerprint;
import io.millwright.edge.trust.KeyPairs;
import io.millwright.edge.trust.Pem;
import io.millwright.edge.trust.PlatformTrust;
import io.millwright.wire.CertificateIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import tools.jackson.databind.node.ObjectNode;

/**
 * Gets a device its certificate. The key is on disk before the platform hears of it, and {@code device.json} is written
 * last: an enrollment that dies anywhere is begun again with the same key and gets the same certificate.
 */
public final class Enrollment {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration APPROVAL_PAUSE = Duration.ofSeconds(10);

    private final StateDirectory state;
    private final Clock clock;
    private final Consumer<String> progress;

    /** @param progress is told in a sentence what is waited for */
    public Enrollment(StateDirectory state, Clock clock, Consumer<String> progress) {
        this.state = state;
        this.clock = clock;
        this.progress = progress;
    }

    /** @throws IOException if the state directory cannot be read or written */
    public EnrollmentOutcome run(EnrollmentPlan plan) throws IOException, InterruptedException {
        Optional<DeviceRecord> enrolled = DeviceRecord.read(state);
        if (enrolled.isPresent()) {
            return new EnrollmentOutcome.AlreadyEnrolled(enrolled.get());
        }
        try {
            KeyPair key = KeyPairs.loadOrCreate(state.key());
            try (PlatformHttp http = new PlatformHttp(tls(plan))) {
                return ask(plan, key, http);
            }
        } catch (GeneralSecurityException e) {
            throw new IOException("the device's key cannot be used: " + e.getMessage(), e);
        }
    }

    private static SSLContext tls(EnrollmentPlan plan) throws GeneralSecurityException {
        Fingerprint pin = plan.pin();
        return pin == null ? SSLContext.getDefault() : ClientTls.context(PlatformTrust.pinned(pin), null);
    }

    private EnrollmentOutcome ask(EnrollmentPlan plan, KeyPair key, PlatformHttp http)
            throws IOException, InterruptedException {
        byte[] body = body(plan, key);
        Backoff backoff = new Backoff(FIRST_PAUSE, LONGEST_PAUSE);
        long end = System.nanoTime() + plan.patience().toNanos();
        while (true) {
            Answer answer = http.post(plan.origin().resolve("/enroll"), "application/json", body);
            Duration pause;
            switch (answer) {
                case Answer.Done(byte[] said) -> {
                    return keep(said, plan, key);
                }
                case Answer.Refused(int _, String sentence) -> {
                    return new EnrollmentOutcome.Refused(sentence);
                }
                case Answer.Untrusted(String sentence) -> {
                    return new EnrollmentOutcome.Untrusted(sentence);
                }
                case Answer.Pending(Optional<Duration> retryAfter) -> {
                    pause = retryAfter.orElse(APPROVAL_PAUSE);
                    progress.accept("waiting for somebody to approve this device");
                    end = System.nanoTime() + plan.patience().toNanos();
                }
                case Answer.Busy(Optional<Duration> retryAfter, String sentence) -> {
                    pause = retryAfter.orElseGet(backoff::next);
                    progress.accept("the platform cannot enroll now: " + sentence);
                    if (System.nanoTime() + pause.toNanos() - end > 0) {
                        return new EnrollmentOutcome.Unreachable(sentence);
                    }
                }
                case Answer.Unreachable(String sentence) -> {
                    pause = backoff.next();
                    progress.accept(sentence + "; trying again");
                    if (System.nanoTime() + pause.toNanos() - end > 0) {
                        return new EnrollmentOutcome.Unreachable(sentence);
                    }
                }
            }
            Thread.sleep(pause);
        }
    }

    private static byte[] body(EnrollmentPlan plan, KeyPair key) {
        ObjectNode json = Json.object();
        json.put("claimCode", plan.code().text());
        json.put("csr", Pem.of("CERTIFICATE REQUEST", CertificateRequests.first(key)));
        ObjectNode hardware = json.putObject("hardware");
        hardware.put("serial", plan.serial());
        hardware.put("model", plan.model());
        // Even if there are none: it says that this device reads its machines by the platform's configuration.
        ObjectNode parameters = json.putObject("parameters");
        new TreeMap<>(plan.parameters()).forEach(parameters::put);
        return Json.bytes(json);
    }

    private EnrollmentOutcome keep(byte[] said, EnrollmentPlan plan, KeyPair key) throws IOException {
        VerifiedAnswer answer;
        try {
            answer = VerifiedAnswer.of(said, key.getPrivate(), plan.pin(), clock);
        } catch (GeneralSecurityException e) {
            return new EnrollmentOutcome.BrokenAnswer(String.valueOf(e.getMessage()));
        }
        CertificateIdentity.Device identity = answer.credentials().identity();
        Fingerprint pin = plan.pin();
        DeviceRecord device = new DeviceRecord(
                identity.device().value(),
                identity.tenant().value(),
                identity.site().value(),
                plan.origin(),
                pin == null ? null : pin.hex(),
                answer.broker(),
                Pem.of(answer.credentials().root()),
                answer.response().configurationKey(),
                plan.serial(),
                plan.model(),
                clock.instant().toString());
        DurableFile.write(state.chain(), Pem.of(answer.credentials().chain()).getBytes(StandardCharsets.US_ASCII));
        DurableFile.write(
                state.configuration(), answer.response().configuration().getBytes(StandardCharsets.US_ASCII));
        device.write(state);
        return new EnrollmentOutcome.Enrolled(device);
    }
}

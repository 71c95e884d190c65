package io.millwright.controlplane.device;

import io.millwright.controlplane.runtime.RuntimeAnswer;
import io.millwright.controlplane.runtime.RuntimeClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Tells brokers, through the tenant's runtime, which certificates they must refuse. The registry says so first; a broker that
 * cannot be reached is told as soon as it can, whichever process of ours is alive then.
 */
@Component
class Revocations implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Revocations.class);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final int AT_ONCE = 50;

    private final Certificates certificates;
    private final RuntimeClient runtime;
    private final RevocationSettings settings;
    private final Clock clock;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Revocations(Certificates certificates, RuntimeClient runtime, RevocationSettings settings, Clock clock) {
        this.certificates = certificates;
        this.runtime = runtime;
        this.settings = settings;
        this.clock = clock;
    }

    /** Each tenant in a thread of its own: one whose broker is away holds up nobody else. */
    @Scheduled(fixedDelayString = "${millwright.control-plane.revocation.poll:2s}")
    void tellThoseDue() {
        List<DeviceCertificate> due = certificates.takeDue(clock.instant(), LEASE, settings.repeat(), AT_ONCE);
        due.stream()
                .collect(Collectors.groupingBy(certificate -> certificate.life().tenant()))
                .values()
                .forEach(ofTenant -> threads.execute(() -> tell(ofTenant)));
    }

    private void tell(List<DeviceCertificate> ofTenant) {
        try {
            for (DeviceCertificate certificate : ofTenant) {
                if (!tell(certificate)) {
                    return; // the others come again when their lease is over
                }
            }
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("tenant", ofTenant.getFirst().life().tenant())
                    .setCause(e)
                    .log("revocations could not be told");
        }
    }

    /** True once no broker lets any of the device's revoked certificates in. */
    boolean tellAllOf(Device device) {
        Instant now = clock.instant();
        boolean all = true;
        for (DeviceCertificate certificate : certificates.of(device.id())) {
            if (!certificate.isGoodAt(now) && now.isBefore(certificate.notAfter()) && certificate.deniedAt() == null) {
                all &= tell(certificate);
            }
        }
        return all;
    }

    private boolean tell(DeviceCertificate certificate) {
        RuntimeAnswer<Boolean> answer =
                runtime.revoke(certificate.life().tenant(), certificate.serial(), Optional.of(certificate.device()));
        if (answer instanceof RuntimeAnswer.Known<Boolean>) {
            certificates.denied(certificate.serial(), clock.instant(), settings.repeat());
            return true;
        }
        certificates.notDenied(certificate.serial(), clock.instant());
        LOG.atWarn()
                .addKeyValue("tenant", certificate.life().tenant())
                .addKeyValue("device", certificate.device())
                .addKeyValue("reason", answer.getClass().getSimpleName())
                .log("the broker does not know yet that a certificate is revoked");
        return false;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

package io.millwright.controlplane.enrollment;

import io.micrometer.core.instrument.MeterRegistry;
import io.millwright.controlplane.audit.AuditLog;
import io.millwright.controlplane.device.Device;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Says what came of each knock: to the tenant's audit if the code names one, and to the log. Never the code. */
@Component
class EnrollmentJournal {

    private static final Logger LOG = LoggerFactory.getLogger(EnrollmentJournal.class);
    private static final String ACTION = "device.enroll";

    private final AuditLog audit;
    private final MeterRegistry meters;

    EnrollmentJournal(AuditLog audit, MeterRegistry meters) {
        this.audit = audit;
        this.meters = meters;
    }

    /** Counts what came of it, for all tenants together: who knocks with an unknown code belongs to none. */
    EnrollmentOutcome counted(EnrollmentOutcome outcome) {
        String kind = switch (outcome) {
            case EnrollmentOutcome.Enrolled _ -> "enrolled";
            case EnrollmentOutcome.Waiting _ -> "waiting";
            case EnrollmentOutcome.Refused _ -> "refused";
            case EnrollmentOutcome.Invalid _ -> "invalid";
            case EnrollmentOutcome.NotReady _ -> "not-ready";
        };
        meters.counter("millwright.enrollment.requests", "outcome", kind).increment();
        return outcome;
    }

    /** A code that nobody made: there is no tenant to tell. */
    EnrollmentOutcome refusedUnknown() {
        LOG.atInfo().addKeyValue("reason", "unknown").log("enrollment refused");
        return new EnrollmentOutcome.Refused();
    }

    EnrollmentOutcome refused(MintedCode code, String reason) {
        record(code, "refused", reason);
        LOG.atInfo()
                .addKeyValue("tenant", code.life().tenant())
                .addKeyValue("reason", reason)
                .log("enrollment refused");
        return new EnrollmentOutcome.Refused();
    }

    EnrollmentOutcome notReady(MintedCode code, String reason) {
        record(code, "failed", reason);
        LOG.atWarn()
                .addKeyValue("tenant", code.life().tenant())
                .addKeyValue("reason", reason)
                .log("enrollment cannot be answered now");
        return new EnrollmentOutcome.NotReady();
    }

    EnrollmentOutcome notReady(String reason) {
        LOG.atWarn().addKeyValue("reason", reason).log("enrollment cannot be answered now");
        return new EnrollmentOutcome.NotReady();
    }

    /** Within the transaction that lets it in, or lets it wait. */
    void letIn(MintedCode code, Device device) {
        String waitsFor = device.waitsFor();
        audit.record(
                device.life().tenant(),
                actor(code),
                ACTION,
                "device/" + device.id(),
                "done",
                waitsFor == null ? "" : "waits for " + waitsFor);
    }

    void renewed(Device device, String reason) {
        audit.record(
                device.life().tenant(),
                "device:" + device.id(),
                "device.renew",
                "device/" + device.id(),
                "done",
                reason);
    }

    void renewalRefused(Device device, String reason) {
        audit.record(
                device.life().tenant(),
                "device:" + device.id(),
                "device.renew",
                "device/" + device.id(),
                "refused",
                reason);
    }

    private void record(MintedCode code, String outcome, String reason) {
        audit.record(code.life().tenant(), actor(code), ACTION, "fleet/" + code.fleet(), outcome, reason);
    }

    private static String actor(MintedCode code) {
        return "claim-code:" + code.id();
    }
}

package io.millwright.controlplane.enrollment.web;

import io.millwright.controlplane.cluster.Cluster;
import io.millwright.controlplane.configuration.Parameters;
import io.millwright.controlplane.device.TenantLife;
import io.millwright.controlplane.enrollment.DeviceCodes;
import io.millwright.controlplane.enrollment.EnrollmentSettings;
import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.pki.CertificateRequest;
import io.millwright.controlplane.pki.CsrFault;
import io.millwright.controlplane.pki.CsrReader;
import io.millwright.controlplane.pki.CsrReading;
import io.millwright.controlplane.problem.FieldError;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.problem.ProblemType;
import io.millwright.wire.TenantId;
import io.millwright.wire.enrollment.EnrollmentRequest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Device-first: a device shows a short code, a person types it. */
@RestController
class DeviceCodeController {

    private final DeviceCodes codes;
    private final EnrollmentSettings settings;
    private final Cluster cluster;

    DeviceCodeController(DeviceCodes codes, EnrollmentSettings settings, Cluster cluster) {
        this.codes = codes;
        this.settings = settings;
        this.cluster = cluster;
    }

    @Schema(name = "DeviceCodeBody", example = """
        {"serial": "SN-4711", "model": "edge-1", "csr": "-----BEGIN CERTIFICATE REQUEST-----..."}\
        """)
    record Body(
            @Nullable String serial,
            @Nullable String model,
            @Nullable String csr) {}

    /**
     * @param code for people
     * @param claimCode for the device: with it, it asks {@code /enroll} until somebody has typed the code
     */
    @Schema(name = "ShownDeviceCode")
    record Shown(String code, String claimCode, Instant expiresAt) {

        @Override
        public String toString() {
            return "Shown[hidden]";
        }
    }

    @Schema(example = """
        {"code": "7K3Q-9XWE", "serial": "SN-4711", "fleet": "press-line", "parameters": {"plc": "10.0.0.17"}}\
        """)
    record Claim(
            @Nullable String code,
            @Nullable String serial,
            @Nullable String fleet,
            @Nullable Map<String, @Nullable String> parameters) {

        @Override
        public String toString() {
            return "Claim[" + fleet + "]";
        }
    }

    record Claimed(String state) {}

    @Operation(summary = "Give a device a short code to show to a person")
    @PostMapping({"/device-codes", "/api/v1/device-codes"})
    ResponseEntity<Shown> show(@RequestBody Body body) {
        EnrollmentRequest.Hardware hardware = new EnrollmentRequest.Hardware(
                Objects.requireNonNullElse(body.serial(), ""), body.model() == null ? "unknown" : body.model());
        String csr = Objects.requireNonNullElse(body.csr(), "");
        CsrReading reading = CsrReader.readPem(csr);
        List<FieldError> errors = new ArrayList<>();
        new EnrollmentRequest("", csr, hardware)
                .problems().stream()
                        .filter(problem -> !problem.field().equals("csr"))
                        .forEach(problem -> errors.add(
                                new FieldError(problem.field().replace("hardware.", ""), problem.sentence())));
        if (reading instanceof CsrReading.Refused(CsrFault fault)) {
            errors.add(new FieldError("csr", fault.sentence()));
        }
        if (!errors.isEmpty() || !(reading instanceof CsrReading.Accepted(CertificateRequest request))) {
            throw ProblemException.invalid(errors);
        }
        DeviceCodes.Shown shown = codes.show(request, hardware).orElseThrow(this::notReady);
        return ResponseEntity.status(HttpStatus.CREATED)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(new Shown(shown.shown(), shown.claimCode().grouped(), shown.expiresAt()));
    }

    @Operation(summary = "Take the device that shows a short code into a fleet")
    @PostMapping("/api/v1/tenants/{t}/device-codes:claim")
    ResponseEntity<Claimed> claim(@PathVariable TenantId t, Caller caller, @RequestBody Claim claim) {
        List<FieldError> errors = new ArrayList<>();
        required(errors, "code", claim.code());
        required(errors, "serial", claim.serial());
        required(errors, "fleet", claim.fleet());
        Parameters.faults(claim.parameters())
                .forEach(fault -> errors.add(new FieldError("parameters." + fault.name(), fault.sentence())));
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        TenantLife life = TenantLife.of(cluster, t).orElseThrow(this::notReady);
        return switch (codes.claim(
                life,
                Objects.requireNonNull(claim.code()),
                Objects.requireNonNull(claim.serial()),
                Objects.requireNonNull(claim.fleet()),
                Parameters.of(claim.parameters()),
                caller)) {
            case DeviceCodes.Claim.Claimed _ -> ResponseEntity.ok(new Claimed("claimed"));
            case DeviceCodes.Claim.NoSuchFleet _ -> throw ProblemException.notFound("fleet");
            case DeviceCodes.Claim.Refused _ ->
                throw ProblemException.of(
                        ProblemType.ENROLLMENT_REFUSED,
                        "No device shows this code together with this serial now; let it show a new one.");
            case DeviceCodes.Claim.NotReady _ -> throw notReady();
        };
    }

    private static void required(List<FieldError> errors, String field, @Nullable String value) {
        if (value == null || value.isBlank() || value.length() > 128) {
            errors.add(new FieldError(field, "must be 1 to 128 characters"));
        }
    }

    private ProblemException notReady() {
        return ProblemException.retry(
                ProblemType.UNAVAILABLE, "This cannot be done at this moment.", settings.notReadyRetry());
    }
}

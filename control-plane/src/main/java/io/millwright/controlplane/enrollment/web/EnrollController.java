package io.millwright.controlplane.enrollment.web;

import io.millwright.controlplane.enrollment.Enroller;
import io.millwright.controlplane.enrollment.EnrollmentOutcome;
import io.millwright.controlplane.enrollment.EnrollmentSettings;
import io.millwright.controlplane.problem.FieldError;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.problem.ProblemType;
import io.millwright.wire.enrollment.EnrollmentRequest;
import io.millwright.wire.enrollment.EnrollmentResponse;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /enroll}: a device comes in with a claim code. */
@RestController
class EnrollController {

    private final Enroller enroller;
    private final EnrollmentSettings settings;

    EnrollController(Enroller enroller, EnrollmentSettings settings) {
        this.enroller = enroller;
        this.settings = settings;
    }

    /** @param parameters values of this device; they override those of the claim code */
    @Schema(name = "EnrollmentBody", example = """
        {"claimCode": "7K3Q-9XWE-2B4M-F6HJ-8N0R-TVWY-ZA", "csr": "-----BEGIN CERTIFICATE REQUEST-----...",
         "hardware": {"serial": "SN-4711", "model": "edge-1"}, "parameters": {"plc": "10.0.0.17"}}\
        """)
    record Body(
            @Nullable String claimCode,
            @Nullable String csr,
            EnrollmentRequest.@Nullable Hardware hardware,
            @Nullable Map<String, @Nullable String> parameters) {

        @SuppressWarnings("NullAway") // the wire's record takes what a stranger left out, and names it
        EnrollmentRequest request() {
            return new EnrollmentRequest(claimCode, csr, hardware);
        }

        @Override
        public String toString() {
            return "Body[" + hardware + "]";
        }
    }

    /** What a device that has to wait is told. */
    record Waiting(String state) {}

    @Operation(summary = "Enroll a device with a claim code and a certificate request")
    @PostMapping({"/enroll", "/api/v1/enroll"})
    ResponseEntity<Object> enroll(@RequestBody Body body) {
        return switch (enroller.enroll(body.request(), body.parameters())) {
            case EnrollmentOutcome.Enrolled(EnrollmentResponse response) ->
                ResponseEntity.status(HttpStatus.CREATED)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .body(response);
            case EnrollmentOutcome.Waiting _ ->
                ResponseEntity.accepted()
                        .header(HttpHeaders.RETRY_AFTER, seconds(settings.waitingRetry()))
                        .body(new Waiting("waiting"));
            case EnrollmentOutcome.Refused _ ->
                throw ProblemException.of(
                        ProblemType.ENROLLMENT_REFUSED, "The claim code does not let this device in.");
            case EnrollmentOutcome.Invalid(List<FieldError> errors) -> throw ProblemException.invalid(errors);
            case EnrollmentOutcome.NotReady _ ->
                throw ProblemException.retry(
                        ProblemType.UNAVAILABLE,
                        "Devices cannot be enrolled at this moment; the claim code is as good as before.",
                        settings.notReadyRetry());
        };
    }

    private static String seconds(Duration duration) {
        return Long.toString(Math.max(1, duration.toSeconds()));
    }
}

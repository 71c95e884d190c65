package io.millwright.controlplane.enrollment.web;

import io.millwright.controlplane.enrollment.EnrollmentSettings;
import io.millwright.controlplane.enrollment.RenewalOutcome;
import io.millwright.controlplane.enrollment.Renewals;
import io.millwright.controlplane.pki.CsrFault;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.problem.ProblemType;
import io.millwright.wire.TenantId;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** EST (RFC 7030, 8951), with the tenant as label. */
@RestController
@RequestMapping("/.well-known/est/{tenant}")
class EstController {

    private static final String CERTIFICATES = "application/pkcs7-mime; smime-type=certs-only";
    private static final String SHOWN = "jakarta.servlet.request.X509Certificate";

    private final Renewals renewals;
    private final EnrollmentSettings settings;

    EstController(Renewals renewals, EnrollmentSettings settings) {
        this.renewals = renewals;
        this.settings = settings;
    }

    /** Public by nature: every handshake with the tenant's broker shows them. */
    @GetMapping("/cacerts")
    ResponseEntity<byte[]> issuers(@PathVariable TenantId tenant) {
        return answer(renewals.issuers(tenant).orElseThrow(() -> ProblemException.notFound("tenant")));
    }

    @PostMapping("/simplereenroll")
    ResponseEntity<byte[]> renew(@PathVariable TenantId tenant, @RequestBody byte[] body, HttpServletRequest request) {
        if (!(request.getAttribute(SHOWN) instanceof X509Certificate[] shown) || shown.length == 0) {
            throw refused();
        }
        return switch (renewals.renew(tenant, shown[0], new String(body, StandardCharsets.ISO_8859_1))) {
            case RenewalOutcome.Renewed(X509Certificate certificate) -> answer(List.of(certificate));
            case RenewalOutcome.Refused _ -> throw refused();
            case RenewalOutcome.Invalid(CsrFault fault) -> throw ProblemException.invalid("csr", fault.sentence());
            case RenewalOutcome.NotReady _ ->
                throw ProblemException.retry(
                        ProblemType.UNAVAILABLE,
                        "Certificates cannot be renewed at this moment.",
                        settings.notReadyRetry());
        };
    }

    private static ProblemException refused() {
        return ProblemException.of(
                ProblemType.ENROLLMENT_REFUSED, "The certificate of the connection does not renew itself here.");
    }

    private static ResponseEntity<byte[]> answer(List<X509Certificate> certificates) {
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_TYPE, CERTIFICATES)
                .header("Content-Transfer-Encoding", "base64")
                .body(CertificatesOnly.base64(certificates));
    }
}

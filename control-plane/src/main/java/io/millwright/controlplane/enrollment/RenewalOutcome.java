package io.millwright.controlplane.enrollment;

import io.millwright.controlplane.pki.CsrFault;
import java.security.cert.X509Certificate;

/** What came of a device asking for its next certificate. */
public sealed interface RenewalOutcome {

    record Renewed(X509Certificate certificate) implements RenewalOutcome {}

    /** One answer for every certificate that renews nothing, whatever the reason. */
    record Refused() implements RenewalOutcome {}

    record Invalid(CsrFault fault) implements RenewalOutcome {}

    /** Something on our side is not ready; the certificate of now serves on. */
    record NotReady() implements RenewalOutcome {}
}

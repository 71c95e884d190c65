package io.millwright.controlplane.enrollment;

import io.millwright.wire.enrollment.ClaimCode;
import io.millwright.wire.enrollment.EnrollmentTicket;
import java.util.List;

/** What came of asking for claim codes. */
public sealed interface MintResult {

    record Minted(List<FreshCode> codes) implements MintResult {}

    record NoSuchFleet() implements MintResult {}

    /** The Idempotency-Key was used for something else, or too long ago to show its codes again. */
    record KeyUsedBefore(boolean sameRequest) implements MintResult {}

    /** The key, the tenant's authority or the origin is not there yet. */
    record NotReady() implements MintResult {}

    /** The only time that a code is seen. */
    record FreshCode(MintedCode code, ClaimCode claimCode, EnrollmentTicket ticket) {}
}

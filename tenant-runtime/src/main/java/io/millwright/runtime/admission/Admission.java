package io.millwright.runtime.admission;

import io.millwright.wire.CertificateIdentity;
import io.millwright.wire.Permission;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;

/** Whether a client may open a session on a tenant's broker. */
public sealed interface Admission {

    /**
     * It may, until its certificate ends, and may do in it what is listed and nothing else.
     *
     * @param serial of the certificate, by which the session is found when that is revoked
     */
    record Admitted(CertificateIdentity identity, BigInteger serial, Instant until, List<Permission> permissions)
            implements Admission {}

    /**
     * It may not; the client is told no more than that.
     *
     * @param identity as far as it is known, or empty
     * @param reason name of the rule
     */
    record Refused(String identity, String reason) implements Admission {}
}

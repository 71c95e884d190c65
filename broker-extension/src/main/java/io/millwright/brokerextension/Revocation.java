package io.millwright.brokerextension;

import io.millwright.wire.DeviceId;
import io.millwright.wire.TenantId;
import java.math.BigInteger;

/** Whom a broker lets in no more. */
public sealed interface Revocation {

    TenantId tenant();

    /**
     * One certificate. The tenant names its issuer, because a broker takes a tenant's certificates from that tenant's
     * authority only: the same serial number from another tenant's authority is another certificate.
     */
    record OfCertificate(TenantId tenant, BigInteger serial) implements Revocation {}

    /** Every certificate of a device, the next one too. */
    record OfDevice(TenantId tenant, DeviceId device) implements Revocation {}
}

package io.millwright.brokerextension;

import io.millwright.wire.BrokerRights;
import io.millwright.wire.CertificateIdentity;
import io.millwright.wire.DeviceId;
import io.millwright.wire.TenantId;
import java.math.BigInteger;

/**
 * A client that is let in, from its CONNECT to its end.
 *
 * @param number tells two connections of one client id apart while one takes over from the other
 */
record Session(long number, String clientId, Client client) {

    /** Where a connection keeps its session's number. */
    static final String ATTRIBUTE = "millwright.session";

    /** What a certificate says about the one who shows it. */
    record Client(
            TenantId tenant, CertificateIdentity identity, BigInteger serial, Vouching vouching, BrokerRights rights) {

        boolean isMeantBy(Revocation revocation) {
            return switch (revocation) {
                case Revocation.OfCertificate(TenantId owner, BigInteger revoked) ->
                    owner.equals(tenant) && revoked.equals(serial);
                case Revocation.OfDevice(TenantId owner, DeviceId revoked) ->
                    owner.equals(tenant)
                            && identity instanceof CertificateIdentity.Device device
                            && device.device().equals(revoked);
            };
        }
    }
}

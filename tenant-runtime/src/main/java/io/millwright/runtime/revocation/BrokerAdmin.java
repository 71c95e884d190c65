package io.millwright.runtime.revocation;

import java.math.BigInteger;
import java.util.concurrent.CompletionStage;

/** What a tenant's runtime may do to the tenant's broker, whatever make that is. */
public interface BrokerAdmin {

    /**
     * Lets in no more whoever shows the certificate of this tenant with this serial number. Repeating it changes nothing.
     *
     * @return complete when the broker has it on disk and the sessions it ends are gone; exceptional when that is not sure
     */
    CompletionStage<Void> deny(BigInteger serial);
}

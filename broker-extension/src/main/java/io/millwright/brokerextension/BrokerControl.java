package io.millwright.brokerextension;

import io.millwright.wire.TenantId;
import java.util.concurrent.CompletionStage;

/**
 * What the process around a broker may do to that broker and to no other. Safe for use by many threads; after the
 * broker's end every call but {@link #counters} and {@link #isDenied} is without effect on clients.
 */
public interface BrokerControl {

    /**
     * Lets in no more what the revocation names. It is kept on disk when this returns and holds for every connection
     * from then on; the stage completes with the number of clients disconnected when their connections are gone.
     *
     * @throws java.io.UncheckedIOException when it could not be kept; nothing has changed then
     */
    CompletionStage<Integer> deny(Revocation revocation);

    /** Takes a revocation back; clients may connect again. */
    void allow(Revocation revocation);

    boolean isDenied(Revocation revocation);

    /** Ends a client's connection; it may come back. Completes with false when the tenant has no such client connected. */
    CompletionStage<Boolean> disconnect(TenantId tenant, String clientId);

    BrokerCounters counters();
}

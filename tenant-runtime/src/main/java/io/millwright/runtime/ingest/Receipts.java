package io.millwright.runtime.ingest;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Where receipts go. A receipt that is lost is sent again when the device sends its message again, or comes online. */
@FunctionalInterface
public interface Receipts {

    /** Nobody is told. */
    Receipts NOWHERE = (_, _) -> CompletableFuture.completedFuture(null);

    /**
     * Returns at once; never throws.
     *
     * @return complete, in whatever way, when the broker has the receipt or will not get it
     */
    CompletionStage<?> send(String topic, byte[] receipt);
}

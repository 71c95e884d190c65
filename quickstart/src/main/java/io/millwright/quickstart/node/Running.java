package io.millwright.quickstart.node;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A workload that serves. */
public interface Running extends AutoCloseable {

    /** The loopback ports it listens on, by the name of the container port. */
    default Map<String, Integer> ports() {
        return Map.of();
    }

    /**
     * Files of a mounted Secret or ConfigMap have changed on disk.
     *
     * @return false when only a restart makes it read them
     */
    default boolean filesChanged() throws Exception {
        return true;
    }

    /** Why it cannot serve just now, asked again and again; empty when it can. */
    default Optional<String> unready() {
        return Optional.empty();
    }

    /** Completes with the reason when the workload ends without having been closed. */
    default CompletionStage<String> ended() {
        return new CompletableFuture<>();
    }

    /** Stops it; the node reads nothing from it afterwards. */
    @Override
    void close();
}

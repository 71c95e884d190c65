package io.millwright.quickstart.node;

import java.time.Instant;

/** Where a pod's one container is. */
sealed interface PodState {

    /** Not running: being prepared, or failed and about to be tried again. */
    record Waiting(String reason, String message, boolean failed) implements PodState {
        static Waiting creating() {
            return new Waiting("ContainerCreating", "", false);
        }
    }

    /** Running since then; {@code unready} says why it cannot serve, and is empty when it can. */
    record Up(Instant since, String unready) implements PodState {
        boolean ready() {
            return unready.isEmpty();
        }
    }
}

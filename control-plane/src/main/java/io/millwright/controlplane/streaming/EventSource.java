package io.millwright.controlplane.streaming;

import java.io.IOException;
import java.time.Duration;

/** Where the events of one stream come from; used by one thread. */
public interface EventSource extends AutoCloseable {

    /** What a wait came to. */
    sealed interface Next {

        /**
         * An event.
         *
         * @param text its lines as they are sent, such as {@code event: point\ndata: {}}, without the blank line at the end
         */
        record Event(String text) implements Next {}

        /** Nothing within the time. */
        record Quiet() implements Next {}

        /** There will be no more. */
        record End() implements Next {}
    }

    Next next(Duration patience) throws InterruptedException, IOException;

    @Override
    void close();
}

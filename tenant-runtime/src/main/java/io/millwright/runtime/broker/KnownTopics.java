package io.millwright.runtime.broker;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads topics, each once as long as it is remembered; bounded. For the one thread of a connection. */
final class KnownTopics<T> {

    private static final int MOST = 20_000;

    private final Function<String, Optional<T>> reading;
    private final Map<String, T> known = new HashMap<>();

    KnownTopics(Function<String, Optional<T>> reading) {
        this.reading = reading;
    }

    /** Null for what cannot be read. */
    @Nullable
    T of(String topic) {
        T found = known.get(topic);
        if (found == null) {
            found = reading.apply(topic).orElse(null);
            if (found != null) {
                if (known.size() >= MOST) {
                    known.clear();
                }
                known.put(topic, found);
            }
        }
        return found;
    }
}

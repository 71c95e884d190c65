package io.millwright.runtime.api;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Commands that were published, by idempotency key, the latest few thousand of a tenant in this process. It keeps a repeated
 * call from being a second command; after a restart the command's id lets the device notice.
 */
final class RepeatedCommands {

    private static final int KEPT = 4_096;

    /** How a key stands. */
    enum Standing {
        NEW,
        REPEATED,
        CONTRADICTING
    }

    private final Map<String, Integer> published = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > KEPT;
        }
    };

    /** @param digest of what the key stands for */
    synchronized Standing claim(String key, int digest) {
        Integer known = published.putIfAbsent(key, digest);
        if (known == null) {
            return Standing.NEW;
        }
        return known == digest ? Standing.REPEATED : Standing.CONTRADICTING;
    }

    /** It was not published: the same key may try again. */
    synchronized void forget(String key) {
        published.remove(key);
    }
}

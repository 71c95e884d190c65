package io.millwright.brokerextension;

import com.hivemq.extension.sdk.api.client.parameter.ConnectionAttributeStore;
import io.millwright.wire.TenantId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The clients of one broker that are let in, by client id; a session that takes over replaces the one it ends. */
final class Sessions {

    private final Map<String, Session> byClientId = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();

    void open(String clientId, Session.Client client, ConnectionAttributeStore store) {
        Session session = new Session(numbers.incrementAndGet(), clientId, client);
        store.putAsString(Session.ATTRIBUTE, Long.toString(session.number()));
        byClientId.put(clientId, session);
    }

    /** Ends the session of exactly this connection, not the one that took over from it. */
    void close(String clientId, ConnectionAttributeStore store) {
        of(clientId, store).ifPresent(session -> byClientId.remove(clientId, session));
    }

    /** The session of exactly this connection; empty once another took over. */
    Optional<Session> of(String clientId, ConnectionAttributeStore store) {
        return store.getAsString(Session.ATTRIBUTE)
                .flatMap(number -> of(clientId)
                        .filter(session -> Long.toString(session.number()).equals(number)));
    }

    Optional<Session> of(String clientId) {
        return Optional.ofNullable(byClientId.get(clientId));
    }

    /** A snapshot. */
    List<Session> all() {
        return List.copyOf(byClientId.values());
    }

    List<Session> meantBy(Revocation revocation) {
        return byClientId.values().stream()
                .filter(session -> session.client().isMeantBy(revocation))
                .toList();
    }

    Map<TenantId, Long> countByTenant() {
        Map<TenantId, Long> counts = new HashMap<>();
        byClientId.values().forEach(session -> counts.merge(session.client().tenant(), 1L, Long::sum));
        return counts;
    }
}

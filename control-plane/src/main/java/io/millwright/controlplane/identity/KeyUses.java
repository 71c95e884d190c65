package io.millwright.controlplane.identity;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * When keys were used last. A request only leaves a note in memory; the rows are written together, once a minute. A process
 * that dies forgets a minute.
 */
@Component
class KeyUses {

    private static final Logger LOG = LoggerFactory.getLogger(KeyUses.class);

    private final JdbcTemplate database;
    private final Clock clock;
    private final Map<String, Instant> noted = new ConcurrentHashMap<>();

    KeyUses(JdbcTemplate database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    void note(String key) {
        noted.put(key, clock.instant());
    }

    @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT1M")
    @EventListener(ContextClosedEvent.class)
    void write() {
        List<Object[]> rows = new ArrayList<>();
        noted.forEach((key, at) -> {
            if (noted.remove(key, at)) {
                rows.add(new Object[] {Timestamp.from(at), key});
            }
        });
        if (rows.isEmpty()) {
            return;
        }
        try {
            database.batchUpdate("UPDATE api_key SET last_used_at = greatest(last_used_at, ?) WHERE id = ?", rows);
        } catch (DataAccessException | TransactionException e) {
            LOG.atWarn()
                    .addKeyValue("reason", e.getClass().getSimpleName())
                    .log("when keys were used last could not be written");
        }
    }
}

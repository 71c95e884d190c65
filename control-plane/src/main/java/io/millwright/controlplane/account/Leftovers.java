package io.millwright.controlplane.account;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Removes what opens nothing any more: expired links, and what people were in lives of tenants that have ended. */
@Component
class Leftovers {

    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
    private static final List<String> EXPIRED = List.of(
            "DELETE FROM sign_up WHERE expires_at < :now",
            "DELETE FROM password_reset WHERE expires_at < :now",
            "DELETE FROM founding WHERE until < :now - interval '1 day'");
    private static final List<String> ENDED = List.of(
            "DELETE FROM invitation WHERE tenant_uid IN (SELECT uid FROM tenant_account WHERE removed_at IS NOT NULL)",
            "DELETE FROM membership WHERE tenant_uid IN (SELECT uid FROM tenant_account WHERE removed_at IS NOT NULL)");

    private final JdbcClient database;
    private final Clock clock;

    Leftovers(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Scheduled(fixedRateString = "PT1H", initialDelayString = "PT5M")
    void remove() {
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        try {
            EXPIRED.forEach(sql -> database.sql(sql).param("now", now).update());
            ENDED.forEach(sql -> database.sql(sql).update());
        } catch (DataAccessException e) {
            LOG.atWarn()
                    .addKeyValue("reason", e.getClass().getSimpleName())
                    .log("what has expired could not be removed; tried again");
        }
    }
}

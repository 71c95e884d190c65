package io.millwright.controlplane.device;

import static io.millwright.controlplane.device.Rows.at;

import java.time.Instant;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How far each fleet is. */
@Repository
class Rollouts {

    private final JdbcClient database;

    Rollouts(JdbcClient database) {
        this.database = database;
    }

    /** The step of this configuration; the first if another was rolled out until now. */
    int step(TenantLife life, String fleet, String hash, Instant now) {
        database.sql("""
            INSERT INTO rollout (tenant, incarnation, fleet, hash, step, state, started_at, changed_at)
            VALUES (:tenant, :incarnation, :fleet, :hash, 0, 'running', :now, :now)
            ON CONFLICT (tenant, incarnation, fleet) DO UPDATE
              SET hash = excluded.hash, step = 0, state = 'running', started_at = :now, changed_at = :now
              WHERE rollout.hash <> excluded.hash
            """)
                .param("tenant", life.tenant().value())
                .param("incarnation", life.incarnation())
                .param("fleet", fleet)
                .param("hash", hash)
                .param("now", at(now))
                .update();
        return database.sql("""
            SELECT step FROM rollout
            WHERE tenant = :tenant AND incarnation = :incarnation AND fleet = :fleet AND hash = :hash
            """)
                .param("tenant", life.tenant().value())
                .param("incarnation", life.incarnation())
                .param("fleet", fleet)
                .param("hash", hash)
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    /** From that step to the next, once, whoever finds it due. */
    void proceed(TenantLife life, String fleet, String hash, int before, RolloutStep next, Instant now) {
        database.sql("""
            UPDATE rollout SET step = :step, state = :state, changed_at = :now
            WHERE tenant = :tenant AND incarnation = :incarnation AND fleet = :fleet AND hash = :hash
              AND step = :before AND (step <> :step OR state <> :state)
            """)
                .param("step", next.step())
                .param("state", next.state().name().toLowerCase(Locale.ROOT))
                .param("now", at(now))
                .param("tenant", life.tenant().value())
                .param("incarnation", life.incarnation())
                .param("fleet", fleet)
                .param("hash", hash)
                .param("before", before)
                .update();
    }
}

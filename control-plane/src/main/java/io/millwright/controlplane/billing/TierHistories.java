package io.millwright.controlplane.billing;

import io.millwright.wire.TenantId;
import io.millwright.wire.usage.UsageHour;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps which tiers tenants ran in. Noting the same again changes nothing. */
public class TierHistories {

    private final JdbcClient database;

    public TierHistories(DataSource database) {
        this.database = JdbcClient.create(database);
    }

    /** One life of a tenant, whether it still runs or not. */
    public record Life(TenantId tenant, String incarnation) {}

    /** The tenant runs in this tier: from its birth if nothing was known of it, else from now. */
    public void ran(TenantId tenant, String incarnation, String tier, Instant birth, Instant now) {
        Optional<TierHistory> known = find(tenant, incarnation);
        if (known.isPresent()
                && (known.get().end() != null
                        || known.get().changes().getLast().tier().equals(tier))) {
            return;
        }
        UsageHour from = UsageHour.of((known.isPresent() ? now : birth).toEpochMilli());
        database.sql("""
            INSERT INTO tier_change (tenant, incarnation, from_hour, tier) VALUES (:tenant, :incarnation, :hour, :tier)
            ON CONFLICT (tenant, incarnation, from_hour) DO UPDATE SET tier = excluded.tier
            """)
                .param("tenant", tenant.value())
                .param("incarnation", incarnation)
                .param("hour", from.start().atOffset(ZoneOffset.UTC))
                .param("tier", tier)
                .update();
    }

    /** The life ended; the hour it ended in still counts. A life that has ended stays so. */
    public void ended(TenantId tenant, String incarnation, Instant at) {
        Instant hour = UsageHour.of(at.toEpochMilli()).start();
        database.sql("""
            INSERT INTO tier_end (tenant, incarnation, end_hour) VALUES (:tenant, :incarnation, :hour)
            ON CONFLICT DO NOTHING
            """)
                .param("tenant", tenant.value())
                .param("incarnation", incarnation)
                .param("hour", hour.plusSeconds(3_600).atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Empty for a tenant that has not run yet. */
    public Optional<TierHistory> find(TenantId tenant, String incarnation) {
        List<Noted> rows = database.sql("""
            SELECT from_hour, tier, end_hour FROM tier_change LEFT JOIN tier_end USING (tenant, incarnation)
            WHERE tenant = :tenant AND incarnation = :incarnation ORDER BY from_hour
            """)
                .param("tenant", tenant.value())
                .param("incarnation", incarnation)
                .query((row, _) -> new Noted(
                        new TierChange(hour(row.getObject("from_hour", OffsetDateTime.class)), row.getString("tier")),
                        end(row.getObject("end_hour", OffsetDateTime.class))))
                .list();
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new TierHistory(
                        rows.stream().map(Noted::change).toList(),
                        rows.getFirst().end()));
    }

    /** A change, and the end of its life, which is the same beside all of them. */
    private record Noted(TierChange change, @Nullable UsageHour end) {}

    private static UsageHour hour(OffsetDateTime time) {
        return new UsageHour(time.toInstant());
    }

    private static @Nullable UsageHour end(@Nullable OffsetDateTime time) {
        return time == null ? null : hour(time);
    }

    /** Every life that was ever noted, over all tenants. */
    List<Life> livesOfAllTenants() {
        return lives("SELECT DISTINCT tenant, incarnation FROM tier_change ORDER BY 1, 2");
    }

    /** Those that have not ended, over all tenants. */
    List<Life> runningLivesOfAllTenants() {
        return lives("""
            SELECT DISTINCT c.tenant, c.incarnation FROM tier_change c
            WHERE NOT EXISTS (SELECT FROM tier_end e WHERE e.tenant = c.tenant AND e.incarnation = c.incarnation)
            ORDER BY 1, 2
            """);
    }

    private List<Life> lives(String sql) {
        return database.sql(sql)
                .query((row, _) -> new Life(new TenantId(row.getString("tenant")), row.getString("incarnation")))
                .list();
    }
}

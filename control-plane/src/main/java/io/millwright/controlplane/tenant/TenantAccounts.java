package io.millwright.controlplane.tenant;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.millwright.controlplane.audit.AuditLog;
import io.millwright.controlplane.identity.ApiKeys;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.wire.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * One row per life of a tenant, beside the custom resource, which is the truth. Whoever learns of a life first notes it:
 * the request that creates it, or the informer for one born by kubectl. All of it may happen twice.
 */
@Repository
public class TenantAccounts {

    private final JdbcClient database;
    private final AuditLog audit;
    private final ApiKeys keys;
    private final ObjectProvider<TenantFounding> founding;
    private final Clock clock;

    TenantAccounts(
            JdbcClient database, AuditLog audit, ApiKeys keys, ObjectProvider<TenantFounding> founding, Clock clock) {
        this.database = database;
        this.audit = audit;
        this.keys = keys;
        this.founding = founding;
        this.clock = clock;
    }

    /**
     * A life of a tenant.
     *
     * @param incarnation null until the operator has written it into the status
     */
    public record Account(
            TenantId tenant, String uid, @Nullable String incarnation, Instant bornAt) {}

    /** The life a tenant has now. */
    public Optional<Account> living(TenantId tenant) {
        return database.sql("SELECT * FROM tenant_account WHERE tenant = :tenant AND removed_at IS NULL")
                .param("tenant", tenant.value())
                .query((row, _) -> account(row))
                .optional();
    }

    /** Every tenant that lives, by name. */
    public List<Account> livingOnes() {
        return database.sql("SELECT * FROM tenant_account WHERE removed_at IS NULL ORDER BY tenant")
                .query((row, _) -> account(row))
                .list();
    }

    /**
     * Notes this life and ends an older one of the same name. A life that has ended stays ended, and a resource older than
     * the life we know is a late echo.
     */
    @Transactional
    public void note(TenantId tenant, Tenant resource, String actor) {
        ObjectMeta meta = resource.getMetadata();
        OffsetDateTime bornAt = Instant.parse(meta.getCreationTimestamp()).atOffset(ZoneOffset.UTC);
        lock(tenant);
        Optional<Account> living = living(tenant);
        if (living.isPresent() && !living.get().uid().equals(meta.getUid())) {
            if (living.get().bornAt().isAfter(bornAt.toInstant())) {
                return;
            }
            end(living.get(), "a new tenant has its name");
        }
        int born = database.sql("""
            INSERT INTO tenant_account (uid, tenant, incarnation, born_at)
            VALUES (:uid, :tenant, :incarnation, :born) ON CONFLICT (uid) DO NOTHING
            """)
                .param("uid", meta.getUid())
                .param("tenant", tenant.value())
                .param("incarnation", incarnation(resource))
                .param("born", bornAt)
                .update();
        if (born == 1) {
            String founder = Optional.ofNullable(founding.getIfAvailable())
                    .flatMap(accounts -> accounts.founderOf(tenant, resource))
                    .orElse(actor);
            audit.record(tenant, founder, "tenant.create", "tenant/" + tenant, "done", "");
        } else if (incarnation(resource) != null) {
            database.sql("UPDATE tenant_account SET incarnation = :incarnation WHERE uid = :uid AND incarnation IS"
                            + " NULL")
                    .param("incarnation", incarnation(resource))
                    .param("uid", meta.getUid())
                    .update();
        }
        founding.ifAvailable(accounts -> accounts.noted(tenant, resource));
    }

    /** Ends the life of a tenant whose resource is gone: its keys open nothing any more. */
    @Transactional
    public void gone(TenantId tenant) {
        lock(tenant);
        living(tenant).ifPresent(account -> end(account, "its resource is gone"));
    }

    private void end(Account account, String reason) {
        audit.record(account.tenant(), "control-plane", "tenant.end", "tenant/" + account.tenant(), "done", reason);
        audit.close(account.tenant());
        keys.revokeAll(account.tenant());
        database.sql("UPDATE tenant_account SET removed_at = :now WHERE uid = :uid")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("uid", account.uid())
                .update();
    }

    /** Two processes that hear of the same change must not both write its audit entries. */
    private void lock(TenantId tenant) {
        database.sql("SELECT pg_advisory_xact_lock(hashtextextended('tenant_account/' || :tenant, 0))")
                .param("tenant", tenant.value())
                .query((_, _) -> true)
                .list();
    }

    private static @Nullable String incarnation(Tenant resource) {
        return resource.getStatus() == null ? null : resource.getStatus().getIncarnation();
    }

    private static Account account(ResultSet row) throws SQLException {
        return new Account(
                new TenantId(row.getString("tenant")),
                row.getString("uid"),
                row.getString("incarnation"),
                row.getObject("born_at", OffsetDateTime.class).toInstant());
    }
}

package io.millwright.controlplane.refusal;

import io.millwright.controlplane.audit.AuditLog;
import io.millwright.controlplane.runtime.RuntimeReports.RefusalPage;
import io.millwright.controlplane.runtime.RuntimeReports.RefusedByBroker;
import io.millwright.controlplane.tenant.TenantAccounts;
import io.millwright.wire.SiteId;
import io.millwright.wire.TenantId;
import io.millwright.wire.refusal.RefusalReport;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/** Appends what brokers refused to the trail of the tenant, with the cursor that it was read by: both or neither. */
@Repository
public class RefusalTrail {

    static final String ACTION = "mqtt.refused";

    private static final int LONGEST_OBJECT = 256;

    private final JdbcClient database;
    private final AuditLog audit;
    private final TenantAccounts tenants;
    private final TransactionTemplate transactions;

    RefusalTrail(JdbcClient database, AuditLog audit, TenantAccounts tenants, TransactionTemplate transactions) {
        this.database = database;
        this.audit = audit;
        this.tenants = tenants;
        this.transactions = transactions;
    }

    /** Where the tenant's runtime was read to; empty for the beginning. */
    public String cursor(TenantId tenant, String incarnation) {
        return database.sql("SELECT cursor FROM refusal_cursor WHERE tenant = :tenant AND incarnation = :incarnation")
                .param("tenant", tenant.value())
                .param("incarnation", incarnation)
                .query(String.class)
                .optional()
                .orElse("");
    }

    /**
     * @param from the cursor that the page was asked with
     * @return false when nothing was changed: somebody else has read on meanwhile, or this life of the tenant has ended
     */
    public boolean take(TenantId tenant, String incarnation, String from, RefusalPage page) {
        return Boolean.TRUE.equals(transactions.execute(transaction -> {
            if (!lockedCursor(tenant, incarnation).equals(from)) {
                return false;
            }
            page.rows().forEach(row -> record(tenant, row));
            // After the entries, which lock the trail: a trail is closed before this life's last entry or after it.
            if (!lives(tenant, incarnation)) {
                transaction.setRollbackOnly();
                return false;
            }
            database.sql("UPDATE refusal_cursor SET cursor = :cursor WHERE tenant = :tenant AND incarnation ="
                            + " :incarnation")
                    .param("cursor", page.next())
                    .param("tenant", tenant.value())
                    .param("incarnation", incarnation)
                    .update();
            return true;
        }));
    }

    private String lockedCursor(TenantId tenant, String incarnation) {
        database.sql("""
            INSERT INTO refusal_cursor (tenant, incarnation) VALUES (:tenant, :incarnation) ON CONFLICT DO NOTHING
            """)
                .param("tenant", tenant.value())
                .param("incarnation", incarnation)
                .update();
        return database.sql("""
            SELECT cursor FROM refusal_cursor WHERE tenant = :tenant AND incarnation = :incarnation FOR UPDATE
            """)
                .param("tenant", tenant.value())
                .param("incarnation", incarnation)
                .query(String.class)
                .single();
    }

    private boolean lives(TenantId tenant, String incarnation) {
        return tenants.living(tenant)
                .filter(account -> incarnation.equals(account.incarnation()))
                .isPresent();
    }

    private void record(TenantId tenant, RefusedByBroker row) {
        audit.record(
                tenant,
                actor(tenant, row.identity()),
                ACTION,
                row.topic() == null ? "connection" : cut(row.topic()),
                "refused",
                row.count() > 1 ? row.reason() + " x " + row.count() : row.reason());
    }

    /** The name in the certificate; whoever is none of the tenant's identities has no name in its trail. */
    static String actor(TenantId tenant, String identity) {
        if (identity.equals(RefusalReport.UNIDENTIFIED)) {
            return identity;
        }
        String own = "urn:millwright:" + tenant + ":";
        if (!identity.startsWith(own)) {
            return RefusalReport.OTHERS;
        }
        String[] names = identity.substring(own.length()).split(":", -1);
        if (names.length != 2) {
            return RefusalReport.OTHERS;
        }
        return (names[0].equals(SiteId.RESERVED) ? "service:" : "device:") + names[1];
    }

    private static String cut(String topic) {
        return topic.codePointCount(0, topic.length()) <= LONGEST_OBJECT
                ? topic
                : topic.substring(0, topic.offsetByCodePoints(0, LONGEST_OBJECT));
    }
}

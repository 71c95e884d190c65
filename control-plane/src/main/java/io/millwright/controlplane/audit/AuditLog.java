package io.millwright.controlplane.audit;

import io.millwright.wire.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Appends to and reads from the chains. */
@Repository
public class AuditLog {

    private static final int LONGEST = 500;

    private final JdbcClient database;
    private final Clock clock;

    AuditLog(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Appends within the caller's transaction, so that what happened and its entry are committed together; entries of one
     * tenant wait for each other from here to the commit. Texts are cut at 500 characters and never hold a secret.
     *
     * @param actor {@code Caller.name()}, {@code device:<id>} or the name of a part of ours
     * @param action such as {@code tenant.create}
     * @param object what it was done to, such as {@code fleet/press-line}
     * @param outcome {@code done}, {@code refused} or {@code failed}
     * @param reason empty when there is none
     */
    @Transactional
    public AuditEntry record(
            TenantId tenant, String actor, String action, String object, String outcome, String reason) {
        return append(lockedChain(tenant), tenant, actor, action, object, outcome, reason);
    }

    /**
     * Appends what became of something that was asked for, in the chain that knows of the asking. Nothing is appended if that
     * chain was closed meanwhile: the tenant's end is the outcome then, and its successor must not see it.
     */
    @Transactional
    public void follow(AuditEntry asked, String outcome, String reason) {
        TenantId tenant = new TenantId(asked.tenant());
        open(tenant)
                .filter(chain -> chain.id().toString().equals(asked.chain()))
                .ifPresent(
                        chain -> append(chain, tenant, asked.actor(), asked.action(), asked.object(), outcome, reason));
    }

    private AuditEntry append(
            Chain chain, TenantId tenant, String actor, String action, String object, String outcome, String reason) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        AuditEntry entry = new AuditEntry(
                        chain.id().toString(),
                        chain.entries() + 1,
                        tenant.value(),
                        now,
                        text(actor),
                        text(action),
                        text(object),
                        text(outcome),
                        text(reason),
                        chain.head(),
                        "")
                .hashed();
        append(chain, entry);
        return entry;
    }

    /** Ends the chain of a tenant that is gone; who takes its name starts another and sees nothing of this one. */
    @Transactional
    public void close(TenantId tenant) {
        database.sql("UPDATE audit_chain SET closed_at = :now WHERE tenant = :tenant AND closed_at IS NULL")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("tenant", tenant.value())
                .update();
    }

    /** Entries of the open chain after that number, oldest first. */
    public List<AuditEntry> list(TenantId tenant, long after, int limit) {
        return database.sql("""
            SELECT e.* FROM audit_entry e JOIN audit_chain c ON c.id = e.chain
            WHERE c.tenant = :tenant AND c.closed_at IS NULL AND e.seq > :after ORDER BY e.seq LIMIT :limit
            """)
                .param("tenant", tenant.value())
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> entry(row))
                .list();
    }

    /** The last entries of the open chain, newest first. */
    public List<AuditEntry> newest(TenantId tenant, int limit) {
        return newest(tenant, AuditFilter.NONE, Long.MAX_VALUE, limit);
    }

    /** Entries of the open chain before that number which the filter lets through, newest first. */
    public List<AuditEntry> newest(TenantId tenant, AuditFilter filter, long before, int limit) {
        return database.sql("""
            SELECT e.* FROM audit_entry e JOIN audit_chain c ON c.id = e.chain
            WHERE c.tenant = :tenant AND c.closed_at IS NULL AND e.seq < :before
              AND (:outcome = '' OR e.outcome = :outcome)
              AND (:text = '' OR position(lower(:text) IN lower(concat_ws(' ', e.actor, e.action, e.object))) > 0)
            ORDER BY e.seq DESC LIMIT :limit
            """)
                .param("tenant", tenant.value())
                .param("before", before)
                .param("outcome", filter.outcome())
                .param("text", filter.text())
                .param("limit", limit)
                .query((row, _) -> entry(row))
                .list();
    }

    private record Chain(UUID id, long entries, String head) {}

    private Chain lockedChain(TenantId tenant) {
        Optional<Chain> open = open(tenant);
        if (open.isPresent()) {
            return open.get();
        }
        UUID id = UUID.randomUUID();
        database.sql("""
            INSERT INTO audit_chain (id, tenant, head, opened_at) VALUES (:id, :tenant, :head, :now)
            ON CONFLICT (tenant) WHERE closed_at IS NULL DO NOTHING
            """)
                .param("id", id)
                .param("tenant", tenant.value())
                .param("head", HexFormat.of().parseHex(AuditEntry.beginning(id.toString(), tenant.value())))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        return open(tenant).orElseThrow();
    }

    private Optional<Chain> open(TenantId tenant) {
        return database.sql("SELECT id, entries, head FROM audit_chain WHERE tenant = :tenant AND closed_at IS NULL FOR"
                        + " UPDATE")
                .param("tenant", tenant.value())
                .query((row, _) -> new Chain(
                        row.getObject("id", UUID.class),
                        row.getLong("entries"),
                        HexFormat.of().formatHex(row.getBytes("head"))))
                .optional();
    }

    /** One statement: whoever waits for the chain waits for its round trip. */
    private void append(Chain chain, AuditEntry entry) {
        database.sql("""
            WITH moved AS (UPDATE audit_chain SET entries = :seq, head = :hash WHERE id = :chain)
            INSERT INTO audit_entry
              (chain, seq, tenant, at, actor, action, object, outcome, reason, previous, hash)
            VALUES (:chain, :seq, :tenant, :at, :actor, :action, :object, :outcome, :reason, :previous, :hash)
            """)
                .param("chain", chain.id())
                .param("seq", entry.seq())
                .param("tenant", entry.tenant())
                .param("at", entry.at().atOffset(ZoneOffset.UTC))
                .param("actor", entry.actor())
                .param("action", entry.action())
                .param("object", entry.object())
                .param("outcome", entry.outcome())
                .param("reason", entry.reason())
                .param("previous", HexFormat.of().parseHex(entry.previous()))
                .param("hash", HexFormat.of().parseHex(entry.hash()))
                .update();
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getString("chain"),
                row.getLong("seq"),
                row.getString("tenant"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("actor"),
                row.getString("action"),
                row.getString("object"),
                row.getString("outcome"),
                row.getString("reason"),
                HexFormat.of().formatHex(row.getBytes("previous")),
                HexFormat.of().formatHex(row.getBytes("hash")));
    }

    /** PostgreSQL takes no NUL, and a lone surrogate would be hashed as '?' and stored as nothing. */
    private static String text(String given) {
        StringBuilder clean = new StringBuilder();
        given.codePoints()
                .limit(LONGEST)
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? ' ' : c)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }
}

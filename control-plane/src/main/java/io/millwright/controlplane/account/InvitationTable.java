package io.millwright.controlplane.account;

import io.millwright.controlplane.identity.Grant;
import io.millwright.wire.SiteId;
import io.millwright.wire.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of invitations. One of a life that has ended is never found: every question asks for the living one. */
@Repository
class InvitationTable {

    private static final String OPEN = """
        SELECT i.*, coalesce(p.email, i.invited_by) AS inviter
        FROM invitation i JOIN tenant_account a ON a.uid = i.tenant_uid AND a.removed_at IS NULL
          LEFT JOIN person p ON 'user:' || p.id = i.invited_by
        WHERE i.closed_at IS NULL
        """;

    private final JdbcClient database;
    private final Clock clock;
    private final AccountSettings settings;

    InvitationTable(JdbcClient database, Clock clock, AccountSettings settings) {
        this.database = database;
        this.clock = clock;
        this.settings = settings;
    }

    /** Also those that have expired: they can be sent again. */
    List<Invitation> list(String uid, String after, int limit) {
        return database.sql(OPEN + " AND i.tenant_uid = :uid AND i.id > :after ORDER BY i.id LIMIT :limit")
                .param("uid", uid)
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> invitation(row))
                .list();
    }

    Optional<Invitation> find(String id) {
        return database.sql(OPEN + " AND i.id = :id")
                .param("id", id)
                .query((row, _) -> invitation(row))
                .optional();
    }

    /** What a token opens now. */
    Optional<Invitation> find(Token token) {
        if (!token.possible()) {
            return Optional.empty();
        }
        return database.sql(OPEN + " AND i.sha256 = :digest AND i.expires_at > :now")
                .param("digest", token.sha256())
                .param("now", now())
                .query((row, _) -> invitation(row))
                .optional();
    }

    /** Empty if the address has an open invitation that has not expired; one that has makes room. */
    Optional<String> insert(String uid, TenantId tenant, EmailAddress email, Grant grant, String invitedBy) {
        database.sql("""
            UPDATE invitation SET closed_at = :now, outcome = 'replaced'
            WHERE tenant_uid = :uid AND lower(email) = lower(:email) AND closed_at IS NULL AND expires_at <= :now
            """)
                .param("now", now())
                .param("uid", uid)
                .param("email", email.value())
                .update();
        String id = UUID.randomUUID().toString();
        int inserted = database.sql("""
            INSERT INTO invitation (id, tenant_uid, tenant, email, role, sites, invited_by, created_at, expires_at)
            VALUES (:id, :uid, :tenant, :email, :role, :sites, :by, :now, :expires)
            ON CONFLICT (tenant_uid, lower(email)) WHERE closed_at IS NULL DO NOTHING
            """)
                .param("id", id)
                .param("uid", uid)
                .param("tenant", tenant.value())
                .param("email", email.value())
                .param("role", grant.role().word())
                .param("sites", sites(grant))
                .param("by", invitedBy)
                .param("now", now())
                .param("expires", now().plus(life()))
                .update();
        return inserted == 1 ? Optional.of(id) : Optional.empty();
    }

    /** Of two that present the same token one closes it. */
    boolean accept(Token token) {
        return database.sql("""
            UPDATE invitation SET closed_at = :now, outcome = 'accepted'
            WHERE sha256 = :digest AND closed_at IS NULL AND expires_at > :now
            """)
                        .param("now", now())
                        .param("digest", token.sha256())
                        .update()
                == 1;
    }

    boolean withdraw(String uid, String id) {
        return database.sql("""
            UPDATE invitation SET closed_at = :now, outcome = 'withdrawn'
            WHERE tenant_uid = :uid AND id = :id AND closed_at IS NULL
            """)
                        .param("now", now())
                        .param("uid", uid)
                        .param("id", id)
                        .update()
                == 1;
    }

    /** Begins its time again; the link of before opens nothing any more. */
    boolean renew(String uid, String id) {
        return database.sql("""
            UPDATE invitation SET expires_at = :expires, sha256 = NULL
            WHERE tenant_uid = :uid AND id = :id AND closed_at IS NULL
            """)
                        .param("expires", now().plus(life()))
                        .param("uid", uid)
                        .param("id", id)
                        .update()
                == 1;
    }

    /** A new token for a letter; empty if the invitation is not open any more. */
    Optional<Invitation> armed(String id, Token token) {
        int open = database.sql("""
            UPDATE invitation SET sha256 = :digest WHERE id = :id AND closed_at IS NULL AND expires_at > :now
            """)
                .param("digest", token.sha256())
                .param("id", id)
                .param("now", now())
                .update();
        return open == 1 ? find(id) : Optional.empty();
    }

    static String[] sites(Grant grant) {
        return grant.sites().stream().map(SiteId::value).sorted().toArray(String[]::new);
    }

    /** How long a link opens something after it was asked for. */
    Duration life() {
        return settings.invitationLife();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Invitation invitation(ResultSet row) throws SQLException {
        return new Invitation(
                row.getString("id"),
                new TenantId(row.getString("tenant")),
                row.getString("email"),
                People.grant(row),
                row.getString("inviter"),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                row.getString("tenant_uid"));
    }
}

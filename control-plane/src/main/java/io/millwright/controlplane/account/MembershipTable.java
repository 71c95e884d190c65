package io.millwright.controlplane.account;

import io.millwright.controlplane.identity.Grant;
import io.millwright.controlplane.identity.UserId;
import io.millwright.wire.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of memberships, each of one life of a tenant. */
@Repository
class MembershipTable {

    private static final String MEMBERS = """
        SELECT m.*, p.email, p.name FROM membership m JOIN person p ON p.id = m.person WHERE m.tenant_uid = :uid
        """;

    private final JdbcClient database;
    private final Clock clock;

    MembershipTable(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    List<Membership> list(String uid, String after, int limit) {
        return database.sql(MEMBERS + " AND m.person > :after ORDER BY m.person LIMIT :limit")
                .param("uid", uid)
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> membership(row))
                .list();
    }

    Optional<Membership> find(String uid, UserId person) {
        return database.sql(MEMBERS + " AND m.person = :person")
                .param("uid", uid)
                .param("person", person.value())
                .query((row, _) -> membership(row))
                .optional();
    }

    /** Makes a member, or gives one another grant; an owner stays one. */
    void put(String uid, TenantId tenant, UserId person, Grant grant, String grantedBy) {
        database.sql("""
            INSERT INTO membership (tenant_uid, tenant, person, role, sites, since, granted_by)
            VALUES (:uid, :tenant, :person, :role, :sites, :now, :by)
            ON CONFLICT (tenant_uid, person) DO UPDATE
            SET role = excluded.role, sites = excluded.sites, granted_by = excluded.granted_by
            WHERE membership.role <> 'owner'
            """)
                .param("uid", uid)
                .param("tenant", tenant.value())
                .param("person", person.value())
                .param("role", grant.role().word())
                .param("sites", InvitationTable.sites(grant))
                .param("now", now())
                .param("by", grantedBy)
                .update();
    }

    void change(String uid, UserId person, Grant grant, String grantedBy) {
        database.sql("""
            UPDATE membership SET role = :role, sites = :sites, granted_by = :by
            WHERE tenant_uid = :uid AND person = :person
            """)
                .param("role", grant.role().word())
                .param("sites", InvitationTable.sites(grant))
                .param("by", grantedBy)
                .param("uid", uid)
                .param("person", person.value())
                .update();
    }

    void delete(String uid, UserId person) {
        database.sql("DELETE FROM membership WHERE tenant_uid = :uid AND person = :person")
                .param("uid", uid)
                .param("person", person.value())
                .update();
    }

    /** Whether somebody else who can come in is an owner. */
    boolean hasOwnerBeside(String uid, UserId person) {
        return database.sql("""
            SELECT count(*) FROM membership m JOIN person p ON p.id = m.person
            WHERE m.tenant_uid = :uid AND m.role = 'owner' AND m.person <> :person
              AND p.verified_at IS NOT NULL AND p.disabled_at IS NULL
            """)
                        .param("uid", uid)
                        .param("person", person.value())
                        .query(Long.class)
                        .single()
                > 0;
    }

    private OffsetDateTime now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC);
    }

    private static Membership membership(ResultSet row) throws SQLException {
        return new Membership(
                new UserId(row.getString("person")),
                row.getString("email"),
                row.getString("name"),
                People.grant(row),
                row.getObject("since", OffsetDateTime.class).toInstant());
    }
}

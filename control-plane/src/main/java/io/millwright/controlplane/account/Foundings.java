package io.millwright.controlplane.account;

import io.millwright.controlplane.audit.AuditLog;
import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.identity.Grant;
import io.millwright.controlplane.identity.Role;
import io.millwright.controlplane.identity.UserId;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.problem.ProblemType;
import io.millwright.controlplane.tenant.TenantFounding;
import io.millwright.crd.v1alpha1.Owner;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.wire.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * A person makes a tenant and owns it. The reservation and the owner's address in the resource are there before the resource
 * is, so whoever notes the birth, the request or another process after a crash, makes the owner. An address in a resource
 * that nobody reserved is invited instead, once in a life.
 */
@Component
class Foundings implements TenantFounding {

    private static final Logger LOG = LoggerFactory.getLogger(Foundings.class);

    /** Longer than a request to the Kubernetes API can take. */
    private static final Duration RESERVED = Duration.ofMinutes(2);

    private final JdbcClient database;
    private final Clock clock;
    private final AccountSettings settings;
    private final MembershipTable members;
    private final Invitations invitations;
    private final AuditLog audit;

    Foundings(
            JdbcClient database,
            Clock clock,
            AccountSettings settings,
            MembershipTable members,
            Invitations invitations,
            AuditLog audit) {
        this.database = database;
        this.clock = clock;
        this.settings = settings;
        this.members = members;
        this.invitations = invitations;
        this.audit = audit;
    }

    @Override
    @Transactional
    public Map<String, Object> reserve(TenantId tenant, Map<String, Object> spec, Caller caller) {
        return switch (caller) {
            case Caller.TenantKey _ ->
                throw ProblemException.of(
                        ProblemType.FORBIDDEN, "An API key belongs to one tenant; a person makes another.");
            case Caller.Administrator _ -> {
                keep(tenant, null);
                yield spec;
            }
            case Caller.Member(UserId id, String email, var _) -> {
                if (spec.containsKey("suspended")) {
                    throw ProblemException.of(
                            ProblemType.FORBIDDEN, "Only the administrator of this installation suspends a tenant.");
                }
                requireRoom(tenant, id);
                keep(tenant, id);
                Map<String, Object> owned = new HashMap<>(spec);
                owned.put("owner", Map.of("email", email));
                yield owned;
            }
        };
    }

    /** Those of one person wait for each other, so that many requests at once make no more than one after the other. */
    private void requireRoom(TenantId tenant, UserId person) {
        database.sql("SELECT pg_advisory_xact_lock(hashtextextended('founder/' || :person, 0))")
                .param("person", person.value())
                .query((_, _) -> true)
                .list();
        long owned = database.sql("""
            SELECT (SELECT count(*) FROM membership m
                      JOIN tenant_account a ON a.uid = m.tenant_uid AND a.removed_at IS NULL
                    WHERE m.person = :person AND m.role = 'owner')
                 + (SELECT count(*) FROM founding f
                    WHERE f.person = :person AND f.tenant <> :tenant AND f.until > :now)
            """)
                .param("person", person.value())
                .param("tenant", tenant.value())
                .param("now", now())
                .query(Long.class)
                .single();
        if (owned >= settings.mostTenants()) {
            throw ProblemException.of(
                    ProblemType.CONFLICT,
                    "A person owns at most " + settings.mostTenants()
                            + " tenants; delete one, or ask the administrator of this installation.");
        }
    }

    private void keep(TenantId tenant, @Nullable UserId person) {
        int kept = database.sql("""
            INSERT INTO founding (tenant, person, until)
            SELECT :tenant, CAST(:person AS text), CAST(:until AS timestamptz)
            WHERE NOT EXISTS (SELECT 1 FROM tenant_account WHERE tenant = :tenant AND removed_at IS NULL)
            ON CONFLICT (tenant) DO UPDATE SET person = excluded.person, until = excluded.until
            WHERE founding.until <= :now OR founding.person IS NOT DISTINCT FROM excluded.person
            """)
                .param("tenant", tenant.value())
                .param("person", person == null ? null : person.value())
                .param("until", now().plus(RESERVED))
                .param("now", now())
                .update();
        if (kept == 0) {
            throw ProblemException.of(ProblemType.CONFLICT, "The name is taken.");
        }
    }

    @Override
    public void release(TenantId tenant, Caller caller) {
        database.sql("DELETE FROM founding WHERE tenant = :tenant AND person IS NOT DISTINCT FROM CAST(:person AS"
                        + " text)")
                .param("tenant", tenant.value())
                .param(
                        "person",
                        caller instanceof Caller.Member member ? member.id().value() : null)
                .update();
    }

    @Override
    public Optional<String> founderOf(TenantId tenant, Tenant resource) {
        return founder(tenant, resource).map(person -> "user:" + person);
    }

    private Optional<UserId> founder(TenantId tenant, Tenant resource) {
        return email(resource)
                .flatMap(email -> database.sql("""
                    SELECT p.id FROM founding f JOIN person p ON p.id = f.person
                    WHERE f.tenant = :tenant AND lower(p.email) = lower(:email)
                    """)
                        .param("tenant", tenant.value())
                        .param("email", email)
                        .query(String.class)
                        .optional()
                        .map(UserId::new));
    }

    @Override
    public void noted(TenantId tenant, Tenant resource) {
        Optional<String> email = email(resource);
        String uid = resource.getMetadata().getUid();
        if (email.isPresent() && resource.getMetadata().getDeletionTimestamp() == null && firstTime(uid)) {
            Optional<UserId> founder = founder(tenant, resource);
            founder.ifPresentOrElse(person -> own(uid, tenant, person), () -> ask(uid, tenant, email.get()));
        }
    }

    /** True for one of all that note this life, in one transaction with what follows from it. */
    private boolean firstTime(String uid) {
        return database.sql("""
            INSERT INTO owner_asked (tenant_uid, asked_at)
            SELECT uid, CAST(:now AS timestamptz) FROM tenant_account WHERE uid = :uid AND removed_at IS NULL ON CONFLICT DO NOTHING
            """).param("now", now()).param("uid", uid).update() == 1;
    }

    private void own(String uid, TenantId tenant, UserId person) {
        members.put(uid, tenant, person, Grant.of(Role.OWNER), "user:" + person);
        audit.record(tenant, "user:" + person, "member.join", "member/" + person, "done", "owner");
        database.sql("DELETE FROM founding WHERE tenant = :tenant")
                .param("tenant", tenant.value())
                .update();
    }

    private void ask(String uid, TenantId tenant, String email) {
        EmailAddress.of(email)
                .ifPresentOrElse(
                        address -> invitations.askOwner(uid, tenant, address, "control-plane"),
                        () -> LOG.atWarn()
                                .addKeyValue("tenant", tenant)
                                .log("the owner's address in the resource is none that mail can be sent to"));
    }

    private static Optional<String> email(Tenant resource) {
        return Stream.ofNullable(resource.getSpec())
                .flatMap(spec -> Stream.ofNullable(spec.getOwner()))
                .map(Owner::getEmail)
                .findFirst();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}

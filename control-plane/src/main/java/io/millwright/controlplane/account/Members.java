package io.millwright.controlplane.account;

import io.millwright.controlplane.audit.AuditLog;
import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.identity.Grant;
import io.millwright.controlplane.identity.Role;
import io.millwright.controlplane.identity.UserId;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.problem.ProblemType;
import io.millwright.controlplane.tenant.TenantAccounts;
import io.millwright.wire.TenantId;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The members of a tenant in its present life. Changes of one tenant follow each other, because each begins by locking the
 * tenant's trail; so of two owners who remove each other at once, one stays.
 */
@Service
public class Members {

    private final TenantAccounts tenants;
    private final MembershipTable table;
    private final AuditLog audit;

    Members(TenantAccounts tenants, MembershipTable table, AuditLog audit) {
        this.tenants = tenants;
        this.table = table;
        this.audit = audit;
    }

    /** By id. */
    public List<Membership> list(TenantId tenant, String after, int limit) {
        return table.list(life(tenant), after, limit);
    }

    /** @throws ProblemException 404, 403 above the caller's own role, 409 for the last owner */
    @Transactional
    public Membership change(TenantId tenant, UserId member, Grant grant, Caller caller) {
        audit.record(
                tenant,
                caller.name(),
                "member.change",
                "member/" + member,
                "done",
                grant.role().word());
        String uid = life(tenant);
        Membership before = found(uid, member);
        Caller now = asOfNow(caller, uid, tenant);
        Authority.require(now, tenant, before.grant());
        Authority.require(now, tenant, grant);
        requireOwner(uid, before, grant.role() == Role.OWNER);
        table.change(uid, member, grant, caller.name());
        return found(uid, member);
    }

    /**
     * Everybody may leave.
     *
     * @throws ProblemException 404, 403 above the caller's own role, 409 for the last owner
     */
    @Transactional
    public void remove(TenantId tenant, UserId member, Caller caller) {
        boolean leaves = caller instanceof Caller.Member self && self.id().equals(member);
        audit.record(tenant, caller.name(), leaves ? "member.leave" : "member.remove", "member/" + member, "done", "");
        String uid = life(tenant);
        Membership before = found(uid, member);
        if (!leaves) {
            Authority.require(asOfNow(caller, uid, tenant), tenant, before.grant());
        }
        requireOwner(uid, before, false);
        table.delete(uid, member);
    }

    private void requireOwner(String uid, Membership before, boolean stays) {
        if (before.grant().role() == Role.OWNER && !stays && !table.hasOwnerBeside(uid, before.person())) {
            throw ProblemException.of(
                    ProblemType.CONFLICT, "A tenant keeps its last owner; make another member an owner first.");
        }
    }

    /** A person's grant may have gone while it waited for its turn. */
    private Caller asOfNow(Caller caller, String uid, TenantId tenant) {
        return caller instanceof Caller.Member(UserId id, String email, var _)
                ? new Caller.Member(
                        id,
                        email,
                        table.find(uid, id)
                                .map(own -> Map.of(tenant, own.grant()))
                                .orElseGet(Map::of))
                : caller;
    }

    private Membership found(String uid, UserId member) {
        return table.find(uid, member).orElseThrow(() -> ProblemException.notFound("member"));
    }

    private String life(TenantId tenant) {
        return tenants.living(tenant)
                .orElseThrow(() -> ProblemException.notFound("tenant"))
                .uid();
    }
}

package io.millwright.controlplane.account;

import io.millwright.controlplane.audit.AuditLog;
import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.identity.Grant;
import io.millwright.controlplane.identity.Role;
import io.millwright.controlplane.identity.UserId;
import io.millwright.controlplane.mail.Letters;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.problem.ProblemType;
import io.millwright.controlplane.tenant.TenantAccounts;
import io.millwright.wire.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who is asked to become a member. Each change is committed with its entry in the trail and with the wish for its letter. */
@Service
public class Invitations {

    /** So that a program in a loop does not fill the table. */
    private static final int MOST = 100;

    private final TenantAccounts tenants;
    private final InvitationTable table;
    private final MembershipTable members;
    private final PersonTable people;
    private final Letters letters;
    private final AuditLog audit;
    private final Rate rate;

    Invitations(
            TenantAccounts tenants,
            InvitationTable table,
            MembershipTable members,
            PersonTable people,
            Letters letters,
            AuditLog audit,
            AccountSettings settings) {
        this.tenants = tenants;
        this.table = table;
        this.members = members;
        this.people = people;
        this.letters = letters;
        this.audit = audit;
        this.rate = new Rate(settings.invitationsPerHour(), Duration.ofHours(1));
    }

    /** The open ones, those that have expired included, by id. */
    public List<Invitation> list(TenantId tenant, String after, int limit) {
        return table.list(life(tenant), after, limit);
    }

    /** @throws ProblemException 400, 403 above the caller's own role, 409 for a member and for who is invited already, 429 */
    @Transactional
    public Invitation invite(TenantId tenant, String email, Grant grant, Caller caller) {
        EmailAddress address = Entries.email(email);
        Authority.require(caller, tenant, grant);
        rate.require("tenant/" + tenant, "This tenant has sent many invitations within an hour.");
        // The entry comes first: it locks the tenant's trail, and so the counts below are of everything committed.
        audit.record(
                tenant,
                caller.name(),
                "invitation.create",
                "invitation",
                "done",
                grant.role().word());
        String uid = life(tenant);
        boolean member = people.byEmail(email)
                .flatMap(known -> members.find(uid, known.person().id()))
                .isPresent();
        if (member) {
            throw ProblemException.of(
                    ProblemType.CONFLICT, "This address is a member already; change the member's role instead.");
        }
        if (table.list(uid, "", MOST).size() >= MOST) {
            throw ProblemException.of(
                    ProblemType.CONFLICT, "A tenant has at most " + MOST + " open invitations; withdraw one first.");
        }
        return open(uid, tenant, address, grant, caller.name())
                .orElseThrow(() -> ProblemException.of(
                        ProblemType.CONFLICT,
                        "This address is invited already; send that invitation again or withdraw it."));
    }

    /** @throws ProblemException 404, 403 above the caller's own role */
    @Transactional
    public void withdraw(TenantId tenant, String id, Caller caller) {
        Invitation invitation = found(tenant, id);
        Authority.require(caller, tenant, invitation.grant());
        audit.record(tenant, caller.name(), "invitation.withdraw", "invitation/" + id, "done", "");
        if (!table.withdraw(life(tenant), id)) {
            throw ProblemException.notFound("invitation");
        }
    }

    /**
     * Another letter with another link; that of before opens nothing any more.
     *
     * @throws ProblemException 404, 403 above the caller's own role, 429
     */
    @Transactional
    public void sendAgain(TenantId tenant, String id, Caller caller) {
        Invitation invitation = found(tenant, id);
        Authority.require(caller, tenant, invitation.grant());
        rate.require("tenant/" + tenant, "This tenant has sent many invitations within an hour.");
        audit.record(tenant, caller.name(), "invitation.resend", "invitation/" + id, "done", "");
        if (!table.renew(life(tenant), id)) {
            throw ProblemException.notFound("invitation");
        }
        letters.send(InvitationLetter.KIND, id);
    }

    /** The owner that the resource names, within the transaction that notes it: asked in unless already in or asked. */
    void askOwner(String uid, TenantId tenant, EmailAddress email, String actor) {
        boolean member = people.byEmail(email.value())
                .map(known -> known.person().id())
                .flatMap((UserId id) -> members.find(uid, id))
                .isPresent();
        if (!member && open(uid, tenant, email, Grant.of(Role.OWNER), actor).isPresent()) {
            audit.record(tenant, actor, "invitation.create", "invitation", "done", "owner");
        }
    }

    private Optional<Invitation> open(String uid, TenantId tenant, EmailAddress email, Grant grant, String by) {
        Optional<String> id = table.insert(uid, tenant, email, grant, by);
        id.ifPresent(fresh -> letters.send(InvitationLetter.KIND, fresh));
        return id.flatMap(table::find);
    }

    private Invitation found(TenantId tenant, String id) {
        String uid = life(tenant);
        return table.find(id)
                .filter(invitation -> invitation.tenantUid().equals(uid))
                .orElseThrow(() -> ProblemException.notFound("invitation"));
    }

    private String life(TenantId tenant) {
        return tenants.living(tenant)
                .orElseThrow(() -> ProblemException.notFound("tenant"))
                .uid();
    }
}

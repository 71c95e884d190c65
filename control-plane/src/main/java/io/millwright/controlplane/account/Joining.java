package io.millwright.controlplane.account;

import io.millwright.controlplane.audit.AuditLog;
import io.millwright.controlplane.cluster.Cluster;
import io.millwright.controlplane.identity.UserId;
import io.millwright.controlplane.problem.FieldError;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.tenant.TenantAccounts;
import io.millwright.wire.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** What the link of an invitation opens. It went to the address, so it also verifies it. */
@Service
public class Joining {

    private static final String WAY_OUT =
            "The invitation was used, withdrawn, has expired, or its link is incomplete. Sign in if you have joined, or"
                    + " ask who invited you to send it again.";

    private final InvitationTable table;
    private final MembershipTable members;
    private final PersonTable people;
    private final Passwords passwords;
    private final TenantAccounts tenants;
    private final Cluster cluster;
    private final AuditLog audit;
    private final TransactionTemplate transactions;

    Joining(
            InvitationTable table,
            MembershipTable members,
            PersonTable people,
            Passwords passwords,
            TenantAccounts tenants,
            Cluster cluster,
            AuditLog audit,
            TransactionTemplate transactions) {
        this.table = table;
        this.members = members;
        this.people = people;
        this.passwords = passwords;
        this.tenants = tenants;
        this.cluster = cluster;
        this.audit = audit;
        this.transactions = transactions;
    }

    /**
     * An invitation as who holds its link sees it.
     *
     * @param tenantName as people call the tenant
     * @param account whether the address has one, and so joins without a password
     */
    public record Shown(Invitation invitation, String tenantName, boolean account) {}

    /** @throws ProblemException 400 for a link that opens nothing */
    public Shown show(String token) {
        Invitation invitation = opened(new Token(token));
        return new Shown(
                invitation,
                cluster.tenant(invitation.tenant())
                        .map(tenant -> tenant.getSpec().getDisplayName())
                        .orElse(invitation.tenant().value()),
                people.byEmail(invitation.email()).isPresent());
    }

    /**
     * Makes the address a member, and a person if it is none yet.
     *
     * @param name needed by an address without an account, as is the password
     * @throws ProblemException 400 for a link that opens nothing or for what is missing
     */
    public TenantId accept(String token, @Nullable String name, @Nullable String password) {
        Token presented = new Token(token);
        Invitation invitation = opened(presented);
        Optional<Person> known = people.byEmail(invitation.email()).map(PersonTable.Known::person);
        Supplier<Optional<UserId>> who;
        if (known.isPresent()) {
            who = () -> known.filter(Person::open).map(Person::id);
        } else {
            NewPerson fresh = newPerson(invitation, name, password);
            who = () -> people.insertVerified(new EmailAddress(invitation.email()), fresh.name(), fresh.hash());
        }
        join(presented, invitation, who);
        return invitation.tenant();
    }

    private record NewPerson(String name, String hash) {
        @Override
        public String toString() {
            return "NewPerson[hidden]";
        }
    }

    private NewPerson newPerson(Invitation invitation, @Nullable String name, @Nullable String password) {
        List<FieldError> missing = new ArrayList<>();
        if (name == null || name.isBlank()) {
            missing.add(new FieldError("name", "is required, because this address has no account yet"));
        }
        if (password == null) {
            missing.add(new FieldError("password", "is required, because this address has no account yet"));
        }
        if (name == null || password == null || !missing.isEmpty()) {
            throw ProblemException.invalid(missing);
        }
        Entries.requirePassword(password, invitation.email());
        return new NewPerson(name.strip(), passwords.hash(password));
    }

    private void join(Token token, Invitation invitation, Supplier<Optional<UserId>> who) {
        transactions.executeWithoutResult(_ -> {
            if (!table.accept(token)) {
                throw invalid();
            }
            UserId person = who.get().orElseThrow(Joining::invalid);
            audit.record(
                    invitation.tenant(),
                    "user:" + person,
                    "member.join",
                    "member/" + person,
                    "done",
                    invitation.grant().role().word());
            // After the entry, which locks the trail: it is closed before this life's last entry or after it.
            boolean lives = tenants.living(invitation.tenant())
                    .filter(account -> account.uid().equals(invitation.tenantUid()))
                    .isPresent();
            if (!lives) {
                throw invalid();
            }
            members.put(
                    invitation.tenantUid(),
                    invitation.tenant(),
                    person,
                    invitation.grant(),
                    "invitation:" + invitation.id());
        });
    }

    private Invitation opened(Token token) {
        return table.find(token).orElseThrow(Joining::invalid);
    }

    private static ProblemException invalid() {
        return Links.invalid(WAY_OUT);
    }
}

package io.millwright.controlplane.account;

import io.millwright.controlplane.mail.Letter;
import io.millwright.controlplane.mail.LetterWriter;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What an invited address gets. Of the tenant it holds the name only: what people type there is not for strangers' mail. */
@Component
class InvitationLetter implements LetterWriter {

    static final String KIND = "invitation";

    private final InvitationTable table;
    private final Links links;

    InvitationLetter(InvitationTable table, Links links) {
        this.table = table;
        this.links = links;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Optional<Letter> write(String id) {
        Token token = Token.fresh();
        return table.armed(id, token).map(invitation -> letter(invitation, token));
    }

    private Letter letter(Invitation invitation, Token token) {
        boolean person = EmailAddress.possible(invitation.invitedBy());
        return new Letter(invitation.email(), "You are invited to " + invitation.tenant(), """
            %s invites you to the tenant "%s" on Millwright, as %s.

            Follow this link within %s to join:

            %s

            If you do not know what this is about, do nothing.
            """.formatted(
                        person ? invitation.invitedBy() : "Its administration",
                        invitation.tenant(),
                        invitation.grant().role().word(),
                        Lives.words(table.life()),
                        links.to("/invitation", token)));
    }
}

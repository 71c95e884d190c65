package io.millwright.controlplane.account.web;

import io.millwright.controlplane.account.Invitation;
import io.millwright.controlplane.account.Joining;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import jakarta.validation.Valid;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
@SecurityRequirements
class JoiningController {

    private final Joining joining;

    JoiningController(Joining joining) {
        this.joining = joining;
    }

    /** What stands in an invitation's link after {@code token=}. */
    @Schema(example = "{\"token\":\"mZq3Vb0Jx2kQ5nT8rY1uWc4eA7sDfGhLpOiK6jNvBtE\"}")
    record InvitationLink(@Text String token) {
        @Override
        public String toString() {
            return "InvitationLink[hidden]";
        }
    }

    /**
     * The link, and who follows it.
     *
     * @param name needed by an address that has no account, as is the password
     */
    @Schema(
            example = "{\"token\":\"mZq3Vb0Jx2kQ5nT8rY1uWc4eA7sDfGhLpOiK6jNvBtE\",\"name\":\"Jo"
                    + " Miller\",\"password\":\"a long and quiet evening\"}")
    record Acceptance(
            @Text String token,
            @PersonName @Nullable String name,
            @Nullable String password) {
        @Override
        public String toString() {
            return "Acceptance[hidden]";
        }
    }

    /**
     * An invitation.
     *
     * @param sites the only ones it is for; none for the whole tenant
     * @param account whether the address has an account, and so needs no name and no password
     */
    record InvitationShown(
            String tenant, String tenantName, String role, List<String> sites, String email, boolean account) {}

    /** Where one has become a member. */
    record Joined(String tenant) {}

    @Operation(summary = "What the link of an invitation invites to")
    @PostMapping("/api/v1/invitations:show")
    InvitationShown show(@Valid @RequestBody InvitationLink body) {
        Joining.Shown shown = joining.show(body.token());
        Invitation invitation = shown.invitation();
        return new InvitationShown(
                invitation.tenant().value(),
                shown.tenantName(),
                invitation.grant().role().word(),
                GrantWords.sites(invitation.grant()),
                invitation.email(),
                shown.account());
    }

    @Operation(summary = "Join a tenant by the link of an invitation")
    @PostMapping("/api/v1/invitations:accept")
    Joined accept(@Valid @RequestBody Acceptance body) {
        return new Joined(
                joining.accept(body.token(), body.name(), body.password()).value());
    }
}

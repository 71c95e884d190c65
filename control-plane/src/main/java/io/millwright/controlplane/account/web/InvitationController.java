package io.millwright.controlplane.account.web;

import io.millwright.controlplane.account.Entries;
import io.millwright.controlplane.account.Invitation;
import io.millwright.controlplane.account.Invitations;
import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.paging.Page;
import io.millwright.controlplane.paging.PageRequest;
import io.millwright.wire.TenantId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/tenants/{t}/invitations")
class InvitationController {

    private final Invitations invitations;

    InvitationController(Invitations invitations) {
        this.invitations = invitations;
    }

    /**
     * Whom to invite as what.
     *
     * @param sites the only ones it is for; none for the whole tenant
     */
    @Schema(example = "{\"email\":\"jo@acme.example\",\"role\":\"operator\",\"sites\":[\"bremen\"]}")
    record InvitationRequest(
            @Text String email, @Text String role, @Nullable List<@Nullable String> sites) {}

    /** An invitation that is open. */
    record InvitationView(
            String id, String email, String role, List<String> sites, Instant expiresAt, String invitedBy) {
        static InvitationView of(Invitation invitation) {
            return new InvitationView(
                    invitation.id(),
                    invitation.email(),
                    invitation.grant().role().word(),
                    GrantWords.sites(invitation.grant()),
                    invitation.expiresAt(),
                    invitation.invitedBy());
        }
    }

    @Operation(summary = "The invitations that are open, those that have expired included")
    @GetMapping
    Page<InvitationView> list(
            @PathVariable TenantId t,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor);
        return Page.of(
                invitations.list(t, page.after(), page.limit() + 1).stream()
                        .map(InvitationView::of)
                        .toList(),
                page,
                InvitationView::id);
    }

    @Operation(summary = "Invite an address; a letter with a link goes to it")
    @PostMapping
    ResponseEntity<InvitationView> invite(
            Caller caller, @PathVariable TenantId t, @Valid @RequestBody InvitationRequest body) {
        InvitationView invitation = InvitationView.of(
                invitations.invite(t, body.email(), Entries.grant(body.role(), body.sites()), caller));
        return ResponseEntity.created(URI.create("/api/v1/tenants/" + t + "/invitations/" + invitation.id()))
                .body(invitation);
    }

    @Operation(summary = "Withdraw an invitation; its link opens nothing any more")
    @DeleteMapping("/{i}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void withdraw(Caller caller, @PathVariable TenantId t, @PathVariable String i) {
        invitations.withdraw(t, i, caller);
    }

    @Operation(summary = "Send an invitation again, with another link and its whole time")
    @PostMapping("/{i}:resend")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void resend(Caller caller, @PathVariable TenantId t, @PathVariable String i) {
        invitations.sendAgain(t, i, caller);
    }
}

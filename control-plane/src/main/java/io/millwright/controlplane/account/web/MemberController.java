package io.millwright.controlplane.account.web;

import io.millwright.controlplane.account.Authority;
import io.millwright.controlplane.account.Entries;
import io.millwright.controlplane.account.Members;
import io.millwright.controlplane.account.Membership;
import io.millwright.controlplane.identity.AllowedWhileSuspended;
import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.identity.UserId;
import io.millwright.controlplane.paging.Page;
import io.millwright.controlplane.paging.PageRequest;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.wire.TenantId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/tenants/{t}/members")
class MemberController {

    private final Members members;

    MemberController(Members members) {
        this.members = members;
    }

    /**
     * What a member is from now on.
     *
     * @param sites the only ones it is for; none for the whole tenant
     */
    @Schema(example = "{\"role\":\"engineer\",\"sites\":[\"bremen\"]}")
    record MemberChange(@Text String role, @Nullable List<@Nullable String> sites) {}

    /**
     * A member.
     *
     * @param email shown to owners and admins
     * @param sites the only ones it is for; none for the whole tenant
     */
    record MemberView(String id, @Nullable String email, String name, String role, List<String> sites, Instant since) {
        static MemberView of(Membership member, boolean withAddress) {
            return new MemberView(
                    member.person().value(),
                    withAddress ? member.email() : null,
                    member.name(),
                    member.grant().role().word(),
                    GrantWords.sites(member.grant()),
                    member.since());
        }
    }

    @Operation(summary = "The members of a tenant; their addresses are shown to owners and admins")
    @GetMapping
    Page<MemberView> list(
            Caller caller,
            @PathVariable TenantId t,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor);
        boolean withAddress = Authority.seesAddresses(caller, t);
        return Page.of(
                members.list(t, page.after(), page.limit() + 1).stream()
                        .map(member -> MemberView.of(member, withAddress))
                        .toList(),
                page,
                MemberView::id);
    }

    @Operation(summary = "Give a member another role or other sites")
    @PatchMapping("/{m}")
    MemberView change(
            Caller caller, @PathVariable TenantId t, @PathVariable String m, @Valid @RequestBody MemberChange body) {
        return MemberView.of(members.change(t, member(m), Entries.grant(body.role(), body.sites()), caller), true);
    }

    @Operation(summary = "Remove a member, or leave")
    @DeleteMapping("/{m}")
    @AllowedWhileSuspended
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Caller caller, @PathVariable TenantId t, @PathVariable String m) {
        members.remove(t, member(m), caller);
    }

    private static UserId member(String id) {
        try {
            return new UserId(id);
        } catch (IllegalArgumentException e) {
            throw ProblemException.notFound("member");
        }
    }
}

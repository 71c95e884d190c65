package io.millwright.controlplane.identity.web;

import io.millwright.controlplane.identity.AllowedWhileSuspended;
import io.millwright.controlplane.identity.ApiKeyAdministration;
import io.millwright.controlplane.identity.ApiKeys.ApiKey;
import io.millwright.controlplane.identity.ApiKeys.FreshKey;
import io.millwright.controlplane.identity.ApiKeys.NewKey;
import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.identity.Role;
import io.millwright.controlplane.paging.Page;
import io.millwright.controlplane.paging.PageRequest;
import io.millwright.wire.TenantId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Future;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
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
@RequestMapping("/api/v1/tenants/{t}/api-keys")
class ApiKeyController {

    private final ApiKeyAdministration keys;

    ApiKeyController(ApiKeyAdministration keys) {
        this.keys = keys;
    }

    /**
     * What a new key is called, what it may do, and when it ends.
     *
     * @param role {@code engineer} if it is not given; not above the creator's
     * @param sites the only ones it is for; none for the whole tenant
     */
    @Schema(example = """
        {"name": "line controller", "role": "operator", "sites": ["bremen"], "expiresAt": "2027-01-31T00:00:00Z"}\
        """)
    record KeyRequest(
            @NotBlank(message = "is required")
            @Size(max = 100, message = "is at most 100 characters")
            @Pattern(regexp = "\\P{Cc}*", message = "is one line of text without control characters")
            String name,

            @Nullable String role,

            @Size(max = 100, message = "are 100 at most") @Nullable
            List<@Nullable String> sites,

            @Future(message = "must lie in the future") @Nullable
            Instant expiresAt) {

        NewKey wanted() {
            return new NewKey(name, GrantBody.parsed(role == null ? Role.ENGINEER.word() : role, sites), expiresAt);
        }
    }

    /** A key without its secret. */
    record KeyView(
            String id,
            String name,
            String role,
            List<String> sites,
            Instant createdAt,
            String createdBy,
            @Nullable Instant expiresAt,
            @Nullable Instant lastUsedAt) {
        static KeyView of(ApiKey key) {
            return new KeyView(
                    key.id(),
                    key.name(),
                    key.grant().role().word(),
                    GrantBody.sites(key.grant()),
                    key.createdAt(),
                    key.createdBy(),
                    key.expiresAt(),
                    key.lastUsedAt());
        }
    }

    /**
     * A key with its secret, which is never shown again.
     *
     * @param apiKey goes into the header X-Api-Key
     */
    record FreshKeyView(
            String id,
            String name,
            String role,
            List<String> sites,
            Instant createdAt,
            @Nullable Instant expiresAt,
            String apiKey) {
        static FreshKeyView of(FreshKey fresh) {
            ApiKey key = fresh.key();
            return new FreshKeyView(
                    key.id(),
                    key.name(),
                    key.grant().role().word(),
                    GrantBody.sites(key.grant()),
                    key.createdAt(),
                    key.expiresAt(),
                    fresh.secret());
        }

        @Override
        public String toString() {
            return "FreshKeyView[" + id + "]";
        }
    }

    @Operation(summary = "Make an API key; its secret is shown only in this answer")
    @PostMapping
    ResponseEntity<FreshKeyView> create(
            Caller caller, @PathVariable TenantId t, @Valid @RequestBody KeyRequest request) {
        FreshKey fresh = keys.create(t, request.wanted(), caller);
        return ResponseEntity.created(URI.create(
                        "/api/v1/tenants/" + t + "/api-keys/" + fresh.key().id()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(FreshKeyView.of(fresh));
    }

    @Operation(summary = "List API keys without their secrets")
    @GetMapping
    Page<KeyView> list(
            @PathVariable TenantId t,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor);
        return Page.of(
                keys.list(t, page.after(), page.limit() + 1).stream()
                        .map(KeyView::of)
                        .toList(),
                page,
                KeyView::id);
    }

    @Operation(summary = "Revoke an API key at once")
    @DeleteMapping("/{k}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @AllowedWhileSuspended
    void revoke(Caller caller, @PathVariable TenantId t, @PathVariable String k) {
        keys.revoke(t, k, caller);
    }
}

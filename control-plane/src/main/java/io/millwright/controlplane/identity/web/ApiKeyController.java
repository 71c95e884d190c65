package io.millwright.controlplane.identity.web;

import io.millwright.controlplane.identity.AllowedWhileSuspended;
import io.millwright.controlplane.identity.ApiKeyAdministration;
import io.millwright.controlplane.identity.ApiKeys.ApiKey;
import io.millwright.controlplane.identity.ApiKeys.FreshKey;
import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.paging.Page;
import io.millwright.controlplane.paging.PageRequest;
import io.millwright.wire.TenantId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Future;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
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
@RequestMapping("/api/v1/tenants/{t}/api-keys")
class ApiKeyController {

    private final ApiKeyAdministration keys;

    ApiKeyController(ApiKeyAdministration keys) {
        this.keys = keys;
    }

    /** What a new key is called, and when it ends. */
    record KeyRequest(
            @NotBlank(message = "is required")
            @Size(max = 100, message = "is at most 100 characters")
            @Pattern(regexp = "\\P{Cc}*", message = "is one line of text without control characters")
            String name,

            @Future(message = "must lie in the future") @Nullable
            Instant expiresAt) {}

    /** A key without its secret. */
    record KeyView(
            String id,
            String name,
            Instant createdAt,
            String createdBy,
            @Nullable Instant expiresAt) {
        static KeyView of(ApiKey key) {
            return new KeyView(key.id(), key.name(), key.createdAt(), key.createdBy(), key.expiresAt());
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
            Instant createdAt,
            @Nullable Instant expiresAt,
            String apiKey) {}

    @PostMapping
    ResponseEntity<FreshKeyView> create(
            Caller caller, @PathVariable TenantId t, @Valid @RequestBody KeyRequest request) {
        FreshKey fresh = keys.create(t, request.name(), caller, request.expiresAt());
        ApiKey key = fresh.key();
        return ResponseEntity.created(URI.create("/api/v1/tenants/" + t + "/api-keys/" + key.id()))
                .body(new FreshKeyView(key.id(), key.name(), key.createdAt(), key.expiresAt(), fresh.secret()));
    }

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

    @DeleteMapping("/{k}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @AllowedWhileSuspended
    void revoke(Caller caller, @PathVariable TenantId t, @PathVariable String k) {
        keys.revoke(t, k, caller);
    }
}

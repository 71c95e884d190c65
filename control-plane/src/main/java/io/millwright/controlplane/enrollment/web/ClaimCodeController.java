package io.millwright.controlplane.enrollment.web;

import io.millwright.controlplane.cluster.Cluster;
import io.millwright.controlplane.device.TenantLife;
import io.millwright.controlplane.enrollment.ClaimCodes;
import io.millwright.controlplane.enrollment.MintResult;
import io.millwright.controlplane.enrollment.MintedCode;
import io.millwright.controlplane.identity.AllowedWhileSuspended;
import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.identity.Grant;
import io.millwright.controlplane.paging.Page;
import io.millwright.controlplane.paging.PageRequest;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.controlplane.problem.ProblemType;
import io.millwright.wire.TenantId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The claim codes of a fleet: shown once when made, afterwards only their states. */
@RestController
@RequestMapping("/api/v1/tenants/{t}/fleets/{f}/claim-codes")
class ClaimCodeController {

    private static final UUID FIRST = new UUID(0, 0);
    private static final Duration SOON = Duration.ofSeconds(5);

    private final ClaimCodes codes;
    private final Cluster cluster;

    ClaimCodeController(ClaimCodes codes, Cluster cluster) {
        this.codes = codes;
        this.cluster = cluster;
    }

    /** @param qr whether to add each ticket as a QR code in SVG */
    @Schema(example = """
        {"count": 3, "expiresIn": "720h", "parameters": {"plc": "10.0.0.17"}, "qr": true}\
        """)
    record Order(
            @Nullable Integer count,
            @Nullable String expiresIn,
            @Nullable Map<String, @Nullable String> parameters,
            @Nullable Boolean qr) {}

    /** A code that was just made. */
    record Shown(
            UUID id,
            String code,
            String ticket,
            Instant expiresAt,
            @Nullable String qr) {

        @Override
        public String toString() {
            return "Shown[" + id + "]";
        }
    }

    record AllShown(List<Shown> codes) {}

    /** What became of a code. */
    record Remembered(
            UUID id,
            String fleet,
            String state,
            Instant createdAt,
            Instant expiresAt,
            @Nullable Instant usedAt,
            @Nullable String device) {}

    record Revoked(int revoked) {}

    @Operation(summary = "Make claim codes; they are shown only in this answer")
    @PostMapping
    ResponseEntity<AllShown> mint(
            @PathVariable TenantId t,
            @PathVariable String f,
            Caller caller,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String idempotencyKey,
            @RequestBody(required = false) @Nullable Order order) {
        ClaimCodes.Order checked = Orders.checked(order == null ? new Order(null, null, null, null) : order);
        Orders.checkKey(idempotencyKey);
        boolean qr = order != null && Boolean.TRUE.equals(order.qr());
        return switch (codes.mint(life(t), f, checked, idempotencyKey, caller)) {
            case MintResult.Minted(List<MintResult.FreshCode> fresh) ->
                ResponseEntity.status(HttpStatus.CREATED)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .body(new AllShown(
                                fresh.stream().map(code -> shown(code, qr)).toList()));
            case MintResult.NoSuchFleet _ -> throw ProblemException.notFound("fleet");
            case MintResult.KeyUsedBefore(boolean same) ->
                throw same
                        ? ProblemException.of(
                                ProblemType.CONFLICT,
                                "These codes were made more than a day ago and are not shown again.")
                        : ProblemException.of(
                                ProblemType.IDEMPOTENCY_MISMATCH,
                                "The Idempotency-Key was used for other claim codes.");
            case MintResult.NotReady _ ->
                throw ProblemException.retry(
                        ProblemType.UNAVAILABLE, "The tenant is not ready for claim codes yet.", SOON);
        };
    }

    @Operation(summary = "List the claim codes of a fleet without the codes themselves")
    @GetMapping
    Page<Remembered> list(
            Grant grant,
            @PathVariable TenantId t,
            @PathVariable String f,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor);
        List<Remembered> rows = codes.list(life(t), f, grant, after(page), page.limit() + 1).stream()
                .map(this::remembered)
                .toList();
        return Page.of(rows, page, row -> row.id().toString());
    }

    /** Revokes every code that nobody has used. */
    @AllowedWhileSuspended
    @Operation(summary = "Revoke every claim code of a fleet that nobody has used")
    @DeleteMapping
    Revoked revokeUnused(@PathVariable TenantId t, @PathVariable String f, Caller caller) {
        return new Revoked(codes.revokeUnused(life(t), f, caller));
    }

    @AllowedWhileSuspended
    @Operation(summary = "Revoke a claim code")
    @DeleteMapping("/{id}")
    Remembered revoke(@PathVariable TenantId t, @PathVariable String f, @PathVariable UUID id, Caller caller) {
        return codes.revoke(life(t), f, id, caller)
                .map(this::remembered)
                .orElseThrow(() -> ProblemException.notFound("claim code"));
    }

    private static Shown shown(MintResult.FreshCode fresh, boolean qr) {
        String ticket = fresh.ticket().text();
        return new Shown(
                fresh.code().id(),
                fresh.claimCode().grouped(),
                ticket,
                fresh.code().expiresAt(),
                qr ? QrCode.svg(ticket) : null);
    }

    private Remembered remembered(MintedCode code) {
        return new Remembered(
                code.id(),
                code.fleet(),
                codes.stateOf(code).text(),
                code.createdAt(),
                code.expiresAt(),
                code.usedAt(),
                code.device() == null ? null : code.device().value());
    }

    private static UUID after(PageRequest page) {
        try {
            return page.after().isEmpty() ? FIRST : UUID.fromString(page.after());
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid("cursor", "is not a cursor that this list has given");
        }
    }

    private TenantLife life(TenantId tenant) {
        return TenantLife.of(cluster, tenant)
                .orElseThrow(
                        () -> ProblemException.retry(ProblemType.UNAVAILABLE, "The tenant is not ready yet.", SOON));
    }
}

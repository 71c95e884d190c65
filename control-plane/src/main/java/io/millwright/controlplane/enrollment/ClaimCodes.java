package io.millwright.controlplane.enrollment;

import io.millwright.controlplane.audit.AuditLog;
import io.millwright.controlplane.configuration.Parameters;
import io.millwright.controlplane.device.TenantLife;
import io.millwright.controlplane.fleet.Fleets;
import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.identity.Grant;
import io.millwright.controlplane.pki.KeyState;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.crd.v1alpha1.DeviceFleet;
import io.millwright.crd.v1alpha1.SpecDuration;
import io.millwright.wire.enrollment.ClaimCode;
import io.millwright.wire.enrollment.EnrollmentTicket;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes, lists and revokes the claim codes of a fleet. No code is kept anywhere: what repeats a request with the same
 * Idempotency-Key within a day gets the same codes because they are derived again.
 */
@Service
public class ClaimCodes {

    private static final Duration REPEATABLE = Duration.ofHours(24);
    private static final int KEY_BYTES = 16;

    private final CodeKeys keys;
    private final MintedCodes codes;
    private final CodeBatches batches;
    private final TicketParts tickets;
    private final Fleets fleets;
    private final AuditLog audit;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    ClaimCodes(
            CodeKeys keys,
            MintedCodes codes,
            CodeBatches batches,
            TicketParts tickets,
            Fleets fleets,
            AuditLog audit,
            TransactionTemplate transactions,
            Clock clock) {
        this.keys = keys;
        this.codes = codes;
        this.batches = batches;
        this.tickets = tickets;
        this.fleets = fleets;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** @param life how long each may be used; null for what the fleet says */
    public record Order(int count, @Nullable Duration life, Parameters parameters) {

        public static final int MOST = 500;
        public static final Duration SHORTEST = Duration.ofSeconds(1);
        public static final Duration LONGEST = Duration.ofDays(365);

        String text(String fleet) {
            return fleet + "\n" + count + "\n" + life + "\n" + parameters.values();
        }
    }

    public MintResult mint(TenantLife life, String fleet, Order order, @Nullable String idempotencyKey, Caller by) {
        Optional<DeviceFleet> found =
                by.grantIn(life.tenant()).flatMap(grant -> fleets.find(life.tenant(), fleet, grant));
        if (found.isEmpty()) {
            return new MintResult.NoSuchFleet();
        }
        Optional<TicketParts.Parts> parts = tickets.of(life);
        if (parts.isEmpty() || !(keys.key() instanceof KeyState.Present<CodeKey>(CodeKey key))) {
            return new MintResult.NotReady();
        }
        Duration lifetime = order.life() == null
                ? SpecDuration.parse(found.get().getSpec().getEnrollment().getCodeLifetime())
                : order.life();
        String callersKey = idempotencyKey == null ? randomKey() : idempotencyKey;
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        CodeBatches.Batch fresh = CodeBatches.Batch.fresh(
                life,
                idempotencyKey == null ? null : key.hashOfIdempotencyKey(callersKey),
                order.text(fleet),
                random,
                now,
                by.name());
        return Objects.requireNonNull(transactions.execute(_ -> {
            CodeBatches.Batch batch = batches.keep(fresh);
            boolean first = batch.id().equals(fresh.id());
            if (!first
                    && (!batch.sameRequest(fresh)
                            || now.isAfter(batch.createdAt().plus(REPEATABLE)))) {
                return new MintResult.KeyUsedBefore(batch.sameRequest(fresh));
            }
            List<MintResult.FreshCode> minted = new ArrayList<>();
            for (int i = 0; i < order.count(); i++) {
                ClaimCode code = key.derive(batch.nonce(), callersKey, i);
                MintedCode row = first
                        ? insert(life, fleet, order, key.hash(code), batch, now.plus(lifetime))
                        : codes.byHash(key.hash(code)).orElseThrow();
                minted.add(new MintResult.FreshCode(row, code, ticket(parts.get(), code)));
            }
            if (first) {
                audit.record(
                        life.tenant(),
                        by.name(),
                        "claim-code.create",
                        "fleet/" + fleet,
                        "done",
                        order.count() + " codes");
            }
            return new MintResult.Minted(List.copyOf(minted));
        }));
    }

    private MintedCode insert(
            TenantLife life, String fleet, Order order, byte[] hash, CodeBatches.Batch batch, Instant expiresAt) {
        MintedCode code = new MintedCode(
                UUID.randomUUID(),
                life,
                fleet,
                order.parameters(),
                batch.createdAt(),
                expiresAt,
                null,
                null,
                null,
                null);
        codes.insert(code, hash, batch.id());
        return code;
    }

    private static EnrollmentTicket ticket(TicketParts.Parts parts, ClaimCode code) {
        URI origin = parts.origin();
        return new EnrollmentTicket(origin, code, parts.fingerprint());
    }

    /**
     * By id, after that one.
     *
     * @throws ProblemException 404 for a fleet that is not there or that the grant does not cover
     */
    public List<MintedCode> list(TenantLife life, String fleet, Grant grant, UUID after, int limit) {
        fleets.get(life.tenant(), fleet, grant);
        return codes.list(life, fleet, after, limit);
    }

    /**
     * How many unused ones there were.
     *
     * @throws ProblemException 404 for a fleet that is not there or that the caller may not see
     */
    public int revokeUnused(TenantLife life, String fleet, Caller by) {
        fleets.get(life.tenant(), fleet, grantOf(life, by));
        return Objects.requireNonNull(transactions.execute(_ -> {
            int revoked = codes.revokeUnused(life, fleet, clock.instant());
            audit.record(life.tenant(), by.name(), "claim-code.revoke", "fleet/" + fleet, "done", revoked + " codes");
            return revoked;
        }));
    }

    /** What the code is now: used if a device was faster. Empty if that fleet has no such code. */
    public Optional<MintedCode> revoke(TenantLife life, String fleet, UUID id, Caller by) {
        Grant grant = grantOf(life, by);
        if (!grant.wholeTenant() && fleets.find(life.tenant(), fleet, grant).isEmpty()) {
            return Optional.empty(); // of a fleet that has gone only who sees the whole tenant finds codes
        }
        return Objects.requireNonNull(transactions.execute(_ -> {
            Optional<MintedCode> code = codes.revoke(life, fleet, id, clock.instant());
            code.ifPresent(found -> audit.record(
                    life.tenant(),
                    by.name(),
                    "claim-code.revoke",
                    "claim-code/" + id,
                    found.revokedAt() == null ? "refused" : "done",
                    found.revokedAt() == null ? "used" : ""));
            return code;
        }));
    }

    public CodeState stateOf(MintedCode code) {
        return code.state(clock.instant());
    }

    private static Grant grantOf(TenantLife life, Caller by) {
        return by.grantIn(life.tenant()).orElseThrow(() -> ProblemException.notFound("tenant"));
    }

    private String randomKey() {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}

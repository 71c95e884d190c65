package io.millwright.controlplane.enrollment;

import static io.millwright.controlplane.device.Rows.at;

import io.millwright.controlplane.audit.AuditLog;
import io.millwright.controlplane.configuration.Parameters;
import io.millwright.controlplane.device.TenantLife;
import io.millwright.controlplane.fleet.Fleets;
import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.pki.CertificateRequest;
import io.millwright.controlplane.pki.KeyState;
import io.millwright.wire.enrollment.ClaimCode;
import io.millwright.wire.enrollment.EnrollmentRequest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Device-first: the device shows a short code, and a person of a tenant who reads it, and the serial number, takes the device
 * into a fleet. With the short code the device is given a claim code that opens nothing until then: it asks {@code /enroll}
 * with it and waits.
 */
@Service
public class DeviceCodes {

    static final Duration LIFE = Duration.ofMinutes(15);
    static final int MOST_TRIES = 5;

    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 8;

    private final JdbcClient database;
    private final CodeKeys keys;
    private final MintedCodes codes;
    private final Fleets fleets;
    private final AuditLog audit;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    DeviceCodes(
            JdbcClient database,
            CodeKeys keys,
            MintedCodes codes,
            Fleets fleets,
            AuditLog audit,
            TransactionTemplate transactions,
            Clock clock) {
        this.database = database;
        this.keys = keys;
        this.codes = codes;
        this.fleets = fleets;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** @param shown for people, such as {@code 7K3Q-9XWE} */
    public record Shown(String shown, ClaimCode claimCode, Instant expiresAt) {}

    /** What came of a person typing a code. */
    public sealed interface Claim {

        record Claimed() implements Claim {}

        record NoSuchFleet() implements Claim {}

        /** Wrong, over, used or tried too often: one answer. */
        record Refused() implements Claim {}

        record NotReady() implements Claim {}
    }

    /** Empty while the key for codes is not at hand. */
    public Optional<Shown> show(CertificateRequest request, EnrollmentRequest.Hardware hardware) {
        if (!(keys.key() instanceof KeyState.Present<CodeKey>(CodeKey key))) {
            return Optional.empty();
        }
        String code = randomCode();
        ClaimCode claimCode = ClaimCode.random(random);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        transactions.executeWithoutResult(_ -> {
            database.sql("DELETE FROM device_code WHERE expires_at < :before")
                    .param("before", at(now.minus(LIFE)))
                    .update();
            database.sql("""
                INSERT INTO device_code (id, hash, secret, serial, model, public_key, created_at, expires_at)
                VALUES (:id, :hash, :secret, :serial, :model, :key, :now, :expires)
                """)
                    .param("id", UUID.randomUUID())
                    .param("hash", key.hash(code))
                    .param("secret", key.hash(claimCode))
                    .param("serial", hardware.serial())
                    .param("model", hardware.model())
                    .param("key", request.keyHash())
                    .param("now", at(now))
                    .param("expires", at(now.plus(LIFE)))
                    .update();
        });
        String shown = code.substring(0, LENGTH / 2) + "-" + code.substring(LENGTH / 2);
        return Optional.of(new Shown(shown, claimCode, now.plus(LIFE)));
    }

    /** Whether that claim code belongs to a device that nobody has taken yet. */
    boolean isWaiting(byte[] hash, String publicKey) {
        return database.sql("""
            SELECT count(*) FROM device_code
            WHERE secret = :hash AND public_key = :key AND expires_at > :now AND tries < :most
            """)
                        .param("hash", hash)
                        .param("key", publicKey)
                        .param("now", at(clock.instant()))
                        .param("most", MOST_TRIES)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Takes the device into the fleet: its claim code opens from now on. */
    public Claim claim(TenantLife life, String typed, String serial, String fleet, Parameters parameters, Caller by) {
        if (by.grantIn(life.tenant())
                .flatMap(grant -> fleets.find(life.tenant(), fleet, grant))
                .isEmpty()) {
            return new Claim.NoSuchFleet();
        }
        if (!(keys.key() instanceof KeyState.Present<CodeKey>(CodeKey key))) {
            return new Claim.NotReady();
        }
        byte[] hash = key.hash(normal(typed));
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return Objects.requireNonNull(transactions.execute(_ -> {
            Optional<byte[]> secret = take(hash, serial, now);
            if (secret.isEmpty()) {
                countWrongTry(hash, serial);
                audit.record(life.tenant(), by.name(), "device-code.claim", "fleet/" + fleet, "refused", "");
                return new Claim.Refused();
            }
            MintedCode code = new MintedCode(
                    UUID.randomUUID(), life, fleet, parameters, now, now.plus(LIFE), null, null, null, null);
            codes.insert(code, secret.get(), null);
            audit.record(life.tenant(), by.name(), "device-code.claim", "fleet/" + fleet, "done", "");
            return new Claim.Claimed();
        }));
    }

    /** Gone with the first who takes it; a second finds nothing. */
    private Optional<byte[]> take(byte[] hash, String serial, Instant now) {
        return database.sql("""
            DELETE FROM device_code
            WHERE hash = :hash AND serial = :serial AND expires_at > :now AND tries < :most
            RETURNING secret
            """)
                .param("hash", hash)
                .param("serial", serial)
                .param("now", at(now))
                .param("most", MOST_TRIES)
                .query((row, _) -> row.getBytes("secret"))
                .optional();
    }

    /** Whoever guesses codes for a serial, or serials for a code, has five tries at it. */
    private void countWrongTry(byte[] hash, String serial) {
        database.sql("UPDATE device_code SET tries = tries + 1 WHERE hash = :hash OR serial = :serial")
                .param("hash", hash)
                .param("serial", serial)
                .update();
    }

    private String randomCode() {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            code.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
        }
        return code.toString();
    }

    /** As people type: in either case, O for 0, I and L for 1, hyphens and blanks anywhere. */
    static String normal(String typed) {
        return typed.replaceAll("[\\s-]", "")
                .toUpperCase(Locale.ROOT)
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
    }
}

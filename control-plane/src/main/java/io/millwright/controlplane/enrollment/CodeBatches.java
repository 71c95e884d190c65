package io.millwright.controlplane.enrollment;

import static io.millwright.controlplane.device.Rows.at;

import io.millwright.controlplane.device.Rows;
import io.millwright.controlplane.device.TenantLife;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Codes that one request made. */
@Repository
class CodeBatches {

    private static final int NONCE_BYTES = 16;

    private final JdbcClient database;

    CodeBatches(JdbcClient database) {
        this.database = database;
    }

    /**
     * One request.
     *
     * @param callersKey hash of its Idempotency-Key
     * @param request hash of what was asked for
     * @param nonceText in hexadecimal; with the caller's and the server's key it gives the codes
     */
    record Batch(
            UUID id,
            TenantLife life,
            @Nullable String callersKey,
            String request,
            String nonceText,
            Instant createdAt,
            String createdBy) {

        static Batch fresh(
                TenantLife life,
                byte @Nullable [] callersKey,
                String request,
                SecureRandom random,
                Instant now,
                String by) {
            byte[] nonce = new byte[NONCE_BYTES];
            random.nextBytes(nonce);
            return new Batch(
                    UUID.randomUUID(),
                    life,
                    callersKey == null ? null : HexFormat.of().formatHex(callersKey),
                    sha256(request),
                    HexFormat.of().formatHex(nonce),
                    now,
                    by);
        }

        byte[] nonce() {
            return HexFormat.of().parseHex(nonceText);
        }

        boolean sameRequest(Batch other) {
            return request.equals(other.request);
        }
    }

    /** The batch itself, or the one that its Idempotency-Key made before. Of two at the same time the second waits. */
    Batch keep(Batch batch) {
        int inserted = database.sql("""
            INSERT INTO claim_code_batch
              (id, tenant, incarnation, idempotency_key, request, nonce, created_at, created_by)
            VALUES (:id, :tenant, :incarnation, :key, :request, :nonce, :now, :by)
            ON CONFLICT (tenant, incarnation, idempotency_key) WHERE idempotency_key IS NOT NULL DO NOTHING
            """)
                .param("id", batch.id())
                .param("tenant", batch.life().tenant().value())
                .param("incarnation", batch.life().incarnation())
                .param("key", batch.callersKey())
                .param("request", batch.request())
                .param("nonce", batch.nonceText())
                .param("now", at(batch.createdAt()))
                .param("by", batch.createdBy())
                .update();
        return inserted == 1 ? batch : before(batch);
    }

    private Batch before(Batch batch) {
        return database.sql("""
            SELECT * FROM claim_code_batch
            WHERE tenant = :tenant AND incarnation = :incarnation AND idempotency_key = :key
            """)
                .param("tenant", batch.life().tenant().value())
                .param("incarnation", batch.life().incarnation())
                .param("key", batch.callersKey())
                .query((row, _) -> new Batch(
                        row.getObject("id", UUID.class),
                        batch.life(),
                        batch.callersKey(),
                        row.getString("request"),
                        row.getString("nonce"),
                        Rows.time(row, "created_at"),
                        row.getString("created_by")))
                .single();
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}

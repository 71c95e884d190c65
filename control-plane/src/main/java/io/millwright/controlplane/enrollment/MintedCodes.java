package io.millwright.controlplane.enrollment;

import static io.millwright.controlplane.device.Rows.at;

import io.millwright.controlplane.device.Rows;
import io.millwright.controlplane.device.TenantLife;
import io.millwright.wire.DeviceId;
import io.millwright.wire.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of claim codes. */
@Repository
class MintedCodes {

    private final JdbcClient database;

    MintedCodes(JdbcClient database) {
        this.database = database;
    }

    /** Whatever tenant it is of: whoever has the code need not say. */
    Optional<MintedCode> byHash(byte[] hash) {
        return database.sql("SELECT * FROM claim_code WHERE hash = :hash")
                .param("hash", hash)
                .query(MintedCodes::code)
                .optional();
    }

    Optional<MintedCode> byId(UUID id) {
        return database.sql("SELECT * FROM claim_code WHERE id = :id")
                .param("id", id)
                .query(MintedCodes::code)
                .optional();
    }

    /** The one statement that uses a code up. Of any number at the same time one gets true. */
    boolean claim(UUID id, DeviceId device, String publicKey, Instant now) {
        return database.sql("""
            UPDATE claim_code SET used_at = :now, device = :device, public_key = :key
            WHERE id = :id AND used_at IS NULL AND revoked_at IS NULL AND expires_at > :now
            """)
                        .param("now", at(now))
                        .param("device", device.value())
                        .param("key", publicKey)
                        .param("id", id)
                        .update()
                == 1;
    }

    void insert(MintedCode code, byte[] hash, @Nullable UUID batch) {
        database.sql("""
            INSERT INTO claim_code
              (id, hash, batch, tenant, incarnation, fleet, parameters, created_at, expires_at)
            VALUES (:id, :hash, :batch, :tenant, :incarnation, :fleet, CAST(:parameters AS jsonb), :created,
                    :expires)
            """)
                .param("id", code.id())
                .param("hash", hash)
                .param("batch", batch)
                .param("tenant", code.life().tenant().value())
                .param("incarnation", code.life().incarnation())
                .param("fleet", code.fleet())
                .param("parameters", Rows.json(code.parameters()))
                .param("created", at(code.createdAt()))
                .param("expires", at(code.expiresAt()))
                .update();
    }

    /** By id, which says nothing about the code. */
    List<MintedCode> list(TenantLife life, String fleet, UUID after, int limit) {
        return database.sql("""
            SELECT * FROM claim_code
            WHERE tenant = :tenant AND incarnation = :incarnation AND fleet = :fleet AND id > :after
            ORDER BY id LIMIT :limit
            """)
                .param("tenant", life.tenant().value())
                .param("incarnation", life.incarnation())
                .param("fleet", fleet)
                .param("after", after)
                .param("limit", limit)
                .query(MintedCodes::code)
                .list();
    }

    /** How many were unused and are revoked now. */
    int revokeUnused(TenantLife life, String fleet, Instant now) {
        return database.sql("""
            UPDATE claim_code SET revoked_at = :now
            WHERE tenant = :tenant AND incarnation = :incarnation AND fleet = :fleet
              AND used_at IS NULL AND revoked_at IS NULL AND expires_at > :now
            """)
                .param("now", at(now))
                .param("tenant", life.tenant().value())
                .param("incarnation", life.incarnation())
                .param("fleet", fleet)
                .update();
    }

    /** Revokes it if nobody has used it; empty if that fleet has no such code. */
    Optional<MintedCode> revoke(TenantLife life, String fleet, UUID id, Instant now) {
        database.sql("""
            UPDATE claim_code SET revoked_at = :now
            WHERE id = :id AND tenant = :tenant AND incarnation = :incarnation AND fleet = :fleet
              AND used_at IS NULL AND revoked_at IS NULL
            """)
                .param("now", at(now))
                .param("id", id)
                .param("tenant", life.tenant().value())
                .param("incarnation", life.incarnation())
                .param("fleet", fleet)
                .update();
        return byId(id).filter(code -> code.life().equals(life) && code.fleet().equals(fleet));
    }

    private static MintedCode code(ResultSet row, int number) throws SQLException {
        String device = row.getString("device");
        return new MintedCode(
                row.getObject("id", UUID.class),
                new TenantLife(new TenantId(row.getString("tenant")), row.getString("incarnation")),
                row.getString("fleet"),
                Rows.parameters(row),
                Rows.time(row, "created_at"),
                Rows.time(row, "expires_at"),
                Rows.instant(row, "used_at"),
                row.getString("public_key"),
                device == null ? null : new DeviceId(device),
                Rows.instant(row, "revoked_at"));
    }
}

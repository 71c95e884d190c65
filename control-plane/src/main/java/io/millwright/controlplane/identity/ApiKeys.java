package io.millwright.controlplane.identity;

import io.millwright.wire.SiteId;
import io.millwright.wire.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** API keys: shown once when made, kept as SHA-256. 192 random bits need no salt and no slow hash. */
@Repository
public class ApiKeys {

    static final String PREFIX = "mwk_";
    private static final int SECRET_BYTES = 24;
    private static final int ID_BYTES = 8;
    private static final int LONGEST = 200;

    private final JdbcClient database;
    private final Clock clock;
    private final KeyUses uses;
    private final Optional<byte[]> administrator;
    private final SecureRandom random = new SecureRandom();

    ApiKeys(JdbcClient database, Clock clock, KeyUses uses, AdministratorSettings settings) {
        this.database = database;
        this.clock = clock;
        this.uses = uses;
        this.administrator = Optional.ofNullable(settings.apiKeySha256()).map(HexFormat.of()::parseHex);
    }

    /**
     * A key as lists show it.
     *
     * @param lastUsedAt to the minute; null for one that was never used, or not since keys were watched
     */
    public record ApiKey(
            String id,
            String name,
            Grant grant,
            Instant createdAt,
            String createdBy,
            @Nullable Instant expiresAt,
            @Nullable Instant lastUsedAt) {}

    /** A key that was just made, the only time its secret is known. */
    public record FreshKey(ApiKey key, String secret) {
        @Override
        public String toString() {
            return "FreshKey[" + key.id() + "]";
        }
    }

    /** Who presents this key; empty if nobody may with it. */
    public Optional<Caller> callerOf(String presented) {
        if (presented.length() > LONGEST) {
            return Optional.empty();
        }
        byte[] digest = sha256(presented);
        if (administrator.isPresent() && MessageDigest.isEqual(administrator.get(), digest)) {
            return Optional.of(new Caller.Administrator());
        }
        Optional<Caller.TenantKey> caller = database.sql("""
            SELECT id, tenant, role, sites FROM api_key
            WHERE sha256 = :digest AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > :now)
            """)
                .param("digest", digest)
                .param("now", now())
                .query((row, _) ->
                        new Caller.TenantKey(row.getString("id"), new TenantId(row.getString("tenant")), grant(row)))
                .optional();
        caller.ifPresent(key -> uses.note(key.id()));
        return caller.map(Function.identity());
    }

    /** Whether it was neither revoked nor has expired. */
    boolean stillOpens(Caller.TenantKey key) {
        return database.sql("""
            SELECT count(*) FROM api_key WHERE id = :id AND revoked_at IS NULL
            AND (expires_at IS NULL OR expires_at > :now)
            """)
                        .param("id", key.id())
                        .param("now", now())
                        .query(Long.class)
                        .single()
                == 1;
    }

    boolean hasAdministrator() {
        return administrator.isPresent();
    }

    /** What a new key is to be. */
    public record NewKey(String name, Grant grant, @Nullable Instant expiresAt) {}

    /** Makes a key of that tenant; whether the creator may is asked before. */
    public FreshKey create(TenantId tenant, NewKey wanted, Caller creator) {
        String id = HexFormat.of().formatHex(bytes(ID_BYTES));
        String secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(SECRET_BYTES));
        OffsetDateTime createdAt = now();
        Instant expiresAt = wanted.expiresAt();
        database.sql("""
            INSERT INTO api_key (id, tenant, name, sha256, role, sites, created_at, created_by, expires_at)
            VALUES (:id, :tenant, :name, :digest, :role, :sites, :now, :creator, :expires)
            """)
                .param("id", id)
                .param("tenant", tenant.value())
                .param("name", wanted.name())
                .param("digest", sha256(secret))
                .param("role", wanted.grant().role().word())
                .param("sites", words(wanted.grant()))
                .param("now", createdAt)
                .param("creator", creator.name())
                .param("expires", expiresAt == null ? null : expiresAt.atOffset(ZoneOffset.UTC))
                .update();
        return new FreshKey(
                new ApiKey(id, wanted.name(), wanted.grant(), createdAt.toInstant(), creator.name(), expiresAt, null),
                secret);
    }

    /** The keys of a tenant that still open anything, by id. */
    public List<ApiKey> list(TenantId tenant, String after, int limit) {
        return database.sql("""
            SELECT id, name, role, sites, created_at, created_by, expires_at, last_used_at FROM api_key
            WHERE tenant = :tenant AND revoked_at IS NULL AND id > :after ORDER BY id LIMIT :limit
            """)
                .param("tenant", tenant.value())
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> new ApiKey(
                        row.getString("id"),
                        row.getString("name"),
                        grant(row),
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        row.getString("created_by"),
                        instant(row.getObject("expires_at", OffsetDateTime.class)),
                        instant(row.getObject("last_used_at", OffsetDateTime.class))))
                .list();
    }

    /** Whom the key of that id speaks for, where its secret was shown before; empty if it opens nothing any more. */
    public Optional<Caller> callerWithId(String id) {
        return database.sql("""
            SELECT id, tenant, role, sites FROM api_key
            WHERE id = :id AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > :now)
            """)
                .param("id", id)
                .param("now", now())
                .query((row, _) -> key(row))
                .optional()
                .map(Function.identity());
    }

    /** False if that tenant has no such key. */
    public boolean revoke(TenantId tenant, String id) {
        return database.sql("""
            UPDATE api_key SET revoked_at = :now
            WHERE tenant = :tenant AND id = :id AND revoked_at IS NULL
            """)
                        .param("now", now())
                        .param("tenant", tenant.value())
                        .param("id", id)
                        .update()
                > 0;
    }

    /** After a tenant's end: its name may come again, and old keys must not open the new one. */
    public void revokeAll(TenantId tenant) {
        database.sql("UPDATE api_key SET revoked_at = :now WHERE tenant = :tenant AND revoked_at IS NULL")
                .param("now", now())
                .param("tenant", tenant.value())
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC);
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static Caller.TenantKey key(ResultSet row) throws SQLException {
        return new Caller.TenantKey(row.getString("id"), new TenantId(row.getString("tenant")), grant(row));
    }

    private static Grant grant(ResultSet row) throws SQLException {
        Set<SiteId> sites = new HashSet<>();
        if (row.getArray("sites").getArray() instanceof Object[] names) {
            for (Object name : names) {
                sites.add(new SiteId(String.valueOf(name)));
            }
        }
        return new Grant(Role.of(row.getString("role")).orElseThrow(), sites);
    }

    private static String[] words(Grant grant) {
        return grant.sites().stream().map(SiteId::value).sorted().toArray(String[]::new);
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

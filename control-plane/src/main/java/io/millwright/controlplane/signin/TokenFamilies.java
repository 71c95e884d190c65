package io.millwright.controlplane.signin;

import io.millwright.controlplane.identity.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Authorization codes, and the refresh tokens that came from each. Every use is one conditional UPDATE, so of two uses at the
 * same time, in one process or in two, the database lets one win; the other is told it was refused and ends the family.
 */
@Repository
class TokenFamilies {

    private static final Logger LOG = LoggerFactory.getLogger(TokenFamilies.class);
    private static final String COLUMNS = """
        f.id, f.scopes, f.redirect_uri, f.code_challenge, f.nonce, f.code_expires_at, f.code_used_at, l.id AS login, l.person
        FROM token_family f JOIN login l ON l.id = f.login
        """;

    private final JdbcClient database;
    private final Logins logins;

    TokenFamilies(JdbcClient database, Logins logins) {
        this.database = database;
        this.logins = logins;
    }

    /** A code and what it was asked with. */
    record Family(
            String id,
            Login login,
            Set<String> scopes,
            String redirectUri,
            String codeChallenge,
            @Nullable String nonce,
            Instant codeExpiresAt,
            boolean codeUsed) {

        @Override
        public String toString() {
            return "Family[" + id + "]";
        }
    }

    void begin(Family family, byte[] code) {
        database.sql("""
            INSERT INTO token_family (id, login, scopes, redirect_uri, code_challenge, nonce, code_sha256, code_expires_at)
            VALUES (:id, :login, :scopes, :redirect, :challenge, :nonce, :code, :expires)
            """)
                .param("id", family.id())
                .param("login", family.login().id())
                .param("scopes", family.scopes().toArray(String[]::new))
                .param("redirect", family.redirectUri())
                .param("challenge", family.codeChallenge())
                .param("nonce", family.nonce())
                .param("code", code)
                .param("expires", family.codeExpiresAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Used or not; empty for a code of a family or a login that is over. */
    Optional<Family> ofCode(byte[] code) {
        return living("WHERE f.code_sha256 = :sha256", code);
    }

    /** Of a refresh token, spent or not. */
    Optional<Family> ofRefreshToken(byte[] token) {
        return living("JOIN refresh_token r ON r.family = f.id WHERE r.sha256 = :sha256", token);
    }

    /** False for a code that was exchanged before, which ends everything that came from it. */
    @Transactional
    boolean exchange(String family, byte[] refreshToken, Instant expires) {
        boolean first = database.sql("""
            UPDATE token_family SET code_used_at = :now
            WHERE id = :family AND code_used_at IS NULL AND code_expires_at > :now AND ended_at IS NULL
            """)
                        .param("now", logins.now())
                        .param("family", family)
                        .update()
                > 0;
        if (first) {
            add(family, refreshToken, expires);
        } else {
            end(family);
        }
        return first;
    }

    /** The family if the token was its newest one, which is spent then; a spent one that comes again ends it. */
    @Transactional
    Optional<Family> rotate(byte[] presented, byte[] next, Instant expires) {
        boolean newest = database.sql("""
            UPDATE refresh_token SET spent_at = :now WHERE sha256 = :presented AND spent_at IS NULL AND expires_at > :now
            """)
                        .param("now", logins.now())
                        .param("presented", presented)
                        .update()
                > 0;
        if (!newest) {
            endIfSpent(presented);
            return Optional.empty();
        }
        Optional<Family> family = ofRefreshToken(presented);
        family.ifPresent(living -> {
            add(living.id(), next, expires);
            logins.used(living.login().id());
        });
        return family;
    }

    void end(String family) {
        database.sql("UPDATE token_family SET ended_at = :now WHERE id = :family AND ended_at IS NULL")
                .param("now", logins.now())
                .param("family", family)
                .update();
    }

    /** Whether an access token of that family still opens anything: the family and its login have to live. */
    boolean opens(String family, Login login) {
        return database.sql("SELECT count(*) FROM token_family f JOIN login l ON l.id = f.login WHERE f.id = :family"
                                + " AND f.ended_at IS NULL AND l.id = :login AND l.person = :person AND "
                                + Logins.LIVES)
                        .param("family", family)
                        .param("login", login.id())
                        .param("person", login.person().value())
                        .param("now", logins.now())
                        .param("idle", logins.idle())
                        .query(Long.class)
                        .single()
                > 0;
    }

    private void endIfSpent(byte[] presented) {
        int ended = database.sql("""
            UPDATE token_family SET ended_at = :now WHERE ended_at IS NULL
            AND id = (SELECT family FROM refresh_token WHERE sha256 = :presented AND spent_at IS NOT NULL)
            """)
                .param("now", logins.now())
                .param("presented", presented)
                .update();
        if (ended > 0) {
            LOG.atWarn().addKeyValue("reason", "reuse").log("a spent refresh token came again; its family has ended");
        }
    }

    private void add(String family, byte[] token, Instant expires) {
        database.sql("INSERT INTO refresh_token (sha256, family, expires_at) VALUES (:sha256, :family, :expires)")
                .param("sha256", token)
                .param("family", family)
                .param("expires", expires.atOffset(ZoneOffset.UTC))
                .update();
    }

    private Optional<Family> living(String where, byte[] sha256) {
        return database.sql("SELECT " + COLUMNS + where + " AND f.ended_at IS NULL AND " + Logins.LIVES)
                .param("sha256", sha256)
                .param("now", logins.now())
                .param("idle", logins.idle())
                .query((row, _) -> family(row))
                .optional();
    }

    private static Family family(ResultSet row) throws SQLException {
        return new Family(
                row.getString("id"),
                new Login(row.getString("login"), new UserId(row.getString("person"))),
                Set.of((String[]) row.getArray("scopes").getArray()),
                row.getString("redirect_uri"),
                row.getString("code_challenge"),
                row.getString("nonce"),
                row.getObject("code_expires_at", OffsetDateTime.class).toInstant(),
                row.getObject("code_used_at", OffsetDateTime.class) != null);
    }
}

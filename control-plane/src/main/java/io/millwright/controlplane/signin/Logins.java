package io.millwright.controlplane.signin;

import io.millwright.controlplane.identity.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Who is signed in where. An ended login takes its tokens with it, because every use of one asks for its login. */
@Repository
public class Logins {

    /** Part of every statement that lets somebody in; {@code l} is the login. */
    static final String LIVES = "l.ended_at IS NULL AND l.expires_at > :now AND l.last_used_at > :idle";

    /** A session in use is written at most this often. */
    private static final Duration GRAIN = Duration.ofMinutes(1);

    private static final Duration KEPT = Duration.ofDays(1);
    private static final Duration BROWSER_KEPT = Duration.ofDays(180);

    private final JdbcClient database;
    private final SignInSettings settings;
    private final Clock clock;

    Logins(JdbcClient database, SignInSettings settings, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
    }

    /** What changes with every change of that account: its row's version. Empty for an address without one. */
    Optional<String> version(String email) {
        return database.sql("SELECT xmin::text FROM person WHERE lower(email) = lower(:email)")
                .param("email", email)
                .query((row, _) -> row.getString(1))
                .optional();
    }

    /**
     * Always another one, so that a cookie that somebody slipped into the browser is worth nothing afterwards.
     *
     * @param version from before the password was checked. If the account has changed since, the password may have, and what
     *     ended every login did not see this one: then there is none. A change that is under way is waited for.
     */
    @Transactional
    Optional<OpaqueToken> begin(UserId person, String version) {
        boolean unchanged = database.sql("SELECT id FROM person WHERE id = :id AND xmin::text = :version FOR SHARE")
                .param("id", person.value())
                .param("version", version)
                .query((row, _) -> row.getString(1))
                .optional()
                .isPresent();
        if (!unchanged) {
            return Optional.empty();
        }
        OpaqueToken cookie = OpaqueToken.fresh();
        OffsetDateTime now = now();
        database.sql("""
            INSERT INTO login (id, sha256, person, created_at, last_used_at, expires_at)
            VALUES (:id, :sha256, :person, :now, :now, :end)
            """)
                .param("id", UUID.randomUUID().toString())
                .param("sha256", cookie.sha256())
                .param("person", person.value())
                .param("now", now)
                .param("end", now.plus(settings.sessionLife()))
                .update();
        return Optional.of(cookie);
    }

    /** The login of that cookie, which has been used now; empty if it is over or never was. */
    public Optional<Login> of(String cookie) {
        Optional<Login> found = database.sql("SELECT l.id, l.person FROM login l WHERE l.sha256 = :sha256 AND " + LIVES)
                .param("sha256", OpaqueToken.sha256(cookie))
                .param("now", now())
                .param("idle", idle())
                .query((row, _) -> new Login(row.getString("id"), new UserId(row.getString("person"))))
                .optional();
        found.ifPresent(login -> used(login.id()));
        return found;
    }

    /** Does nothing if it is over. */
    public void end(String cookie) {
        database.sql("UPDATE login SET ended_at = :now WHERE sha256 = :sha256 AND ended_at IS NULL")
                .param("now", now())
                .param("sha256", OpaqueToken.sha256(cookie))
                .update();
    }

    void used(String login) {
        database.sql("UPDATE login SET last_used_at = :now WHERE id = :id AND last_used_at < :grain")
                .param("now", now())
                .param("id", login)
                .param("grain", now().minus(GRAIN))
                .update();
    }

    /** Ends every login of that person but the one named. */
    void endAll(UserId person, Optional<String> except) {
        database.sql("""
            UPDATE login SET ended_at = :now WHERE person = :person AND ended_at IS NULL AND id <> :except
            """)
                .param("now", now())
                .param("person", person.value())
                .param("except", except.orElse(""))
                .update();
    }

    boolean anyOf(UserId person) {
        return database.sql("SELECT count(*) FROM login l WHERE l.person = :person AND " + LIVES)
                        .param("person", person.value())
                        .param("now", now())
                        .param("idle", idle())
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** What is over for a day. A spent token is kept as long as its family could go on. */
    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT1M")
    @Transactional
    public void forget() {
        database.sql("DELETE FROM login WHERE expires_at < :old OR ended_at < :old OR last_used_at < :idle")
                .param("old", now().minus(KEPT))
                .param("idle", idle().minus(KEPT))
                .update();
        database.sql("""
            DELETE FROM token_family f WHERE f.ended_at < :old OR f.code_expires_at < :old AND NOT EXISTS
            (SELECT 1 FROM refresh_token r WHERE r.family = f.id AND r.expires_at > :old)
            """).param("old", now().minus(KEPT)).update();
        database.sql("DELETE FROM known_browser WHERE last_used_at < :old")
                .param("old", now().minus(BROWSER_KEPT))
                .update();
    }

    OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    OffsetDateTime idle() {
        return now().minus(settings.sessionIdle());
    }
}

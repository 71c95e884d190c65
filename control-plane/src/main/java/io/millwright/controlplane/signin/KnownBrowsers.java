package io.millwright.controlplane.signin;

import io.millwright.controlplane.identity.UserId;
import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Browsers in which an account was signed in to before. Whoever tries passwords has no such cookie, so they can use up the
 * tries of an account without holding up the person whose it is.
 */
@Repository
public class KnownBrowsers {

    private final JdbcClient database;
    private final Clock clock;

    KnownBrowsers(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    boolean knows(String cookie, String email) {
        return database.sql("""
            SELECT count(*) FROM known_browser b JOIN person p ON p.id = b.person
            WHERE b.sha256 = :sha256 AND lower(p.email) = lower(:email)
            """)
                        .param("sha256", OpaqueToken.sha256(cookie))
                        .param("email", email)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** A cookie to be kept after a right password. */
    public OpaqueToken remember(UserId person) {
        OpaqueToken cookie = OpaqueToken.fresh();
        database.sql("INSERT INTO known_browser (sha256, person, last_used_at) VALUES (:sha256, :person, :now)")
                .param("sha256", cookie.sha256())
                .param("person", person.value())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        return cookie;
    }

    /** The one that comes back is replaced with every sign-in. */
    public void forget(String cookie) {
        database.sql("DELETE FROM known_browser WHERE sha256 = :sha256")
                .param("sha256", OpaqueToken.sha256(cookie))
                .update();
    }
}

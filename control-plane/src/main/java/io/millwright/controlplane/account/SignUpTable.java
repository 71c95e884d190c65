package io.millwright.controlplane.account;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of sign-ups that wait for their link. What has expired is not there. */
@Repository
class SignUpTable {

    private final JdbcClient database;
    private final Clock clock;
    private final AccountSettings settings;

    SignUpTable(JdbcClient database, Clock clock, AccountSettings settings) {
        this.database = database;
        this.clock = clock;
        this.settings = settings;
    }

    /** What is waiting for its link. */
    record Waiting(String email, String name, String password) {
        @Override
        public String toString() {
            return "Waiting[hidden]";
        }
    }

    /** Answers the id, by which its letter is written. */
    String insert(EmailAddress email, String name, String password) {
        String id = UUID.randomUUID().toString();
        database.sql("""
            INSERT INTO sign_up (id, email, name, password, expires_at)
            VALUES (:id, :email, :name, :password, :expires)
            """)
                .param("id", id)
                .param("email", email.value())
                .param("name", name)
                .param("password", password)
                .param("expires", now().plus(life()))
                .update();
        return id;
    }

    /** Of two that present the same token one deletes the row. */
    Optional<Waiting> take(Token token) {
        if (!token.possible()) {
            return Optional.empty();
        }
        return database.sql("""
            DELETE FROM sign_up WHERE sha256 = :digest AND expires_at > :now RETURNING email, name, password
            """)
                .param("digest", token.sha256())
                .param("now", now())
                .query((row, _) ->
                        new Waiting(row.getString("email"), row.getString("name"), row.getString("password")))
                .optional();
    }

    /** A new token for a letter, and the address that it goes to; empty if nobody waits any more. */
    Optional<String> armed(String id, Token token) {
        return database.sql("""
            UPDATE sign_up SET sha256 = :digest WHERE id = :id AND expires_at > :now RETURNING email
            """)
                .param("digest", token.sha256())
                .param("id", id)
                .param("now", now())
                .query(String.class)
                .optional();
    }

    void delete(String id) {
        database.sql("DELETE FROM sign_up WHERE id = :id").param("id", id).update();
    }

    /** How long a link opens something after it was asked for. */
    Duration life() {
        return settings.signUpLife();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}

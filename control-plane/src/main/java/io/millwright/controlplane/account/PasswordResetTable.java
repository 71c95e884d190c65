package io.millwright.controlplane.account;

import io.millwright.controlplane.identity.UserId;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of links that let choose a password. One has a token, and the person it is for, once its letter is written. */
@Repository
class PasswordResetTable {

    private final JdbcClient database;
    private final Clock clock;
    private final AccountSettings settings;

    PasswordResetTable(JdbcClient database, Clock clock, AccountSettings settings) {
        this.database = database;
        this.clock = clock;
        this.settings = settings;
    }

    /** Answers the id, by which its letter is written. */
    String insert(EmailAddress email) {
        String id = UUID.randomUUID().toString();
        database.sql("INSERT INTO password_reset (id, email, expires_at) VALUES (:id, :email, :expires)")
                .param("id", id)
                .param("email", email.value())
                .param("expires", now().plus(life()))
                .update();
        return id;
    }

    /** The address that it was asked for, as it was typed. */
    Optional<String> email(String id) {
        return database.sql("SELECT email FROM password_reset WHERE id = :id")
                .param("id", id)
                .query(String.class)
                .optional();
    }

    /** A token for a letter; false if it has expired. */
    boolean arm(String id, Token token, UserId person) {
        return database.sql("""
            UPDATE password_reset SET sha256 = :digest, person = :person WHERE id = :id AND expires_at > :now
            """)
                        .param("digest", token.sha256())
                        .param("person", person.value())
                        .param("id", id)
                        .param("now", now())
                        .update()
                == 1;
    }

    /** Whom a token is for now. */
    Optional<UserId> holder(Token token) {
        if (!token.possible()) {
            return Optional.empty();
        }
        return database.sql("SELECT person FROM password_reset WHERE sha256 = :digest AND expires_at > :now")
                .param("digest", token.sha256())
                .param("now", now())
                .query(String.class)
                .optional()
                .map(UserId::new);
    }

    /** Of two that present the same token one takes it. */
    boolean take(Token token) {
        return database.sql("DELETE FROM password_reset WHERE sha256 = :digest AND expires_at > :now")
                        .param("digest", token.sha256())
                        .param("now", now())
                        .update()
                > 0;
    }

    void delete(String id) {
        database.sql("DELETE FROM password_reset WHERE id = :id")
                .param("id", id)
                .update();
    }

    void deleteAllOf(UserId person) {
        database.sql("DELETE FROM password_reset WHERE person = :person")
                .param("person", person.value())
                .update();
    }

    /** How long a link opens something after it was asked for. */
    Duration life() {
        return settings.resetLife();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}

package io.millwright.controlplane.account;

import io.millwright.controlplane.identity.UserId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The rows of people. An address is kept as it was typed and found by its lower case. */
@Repository
class PersonTable {

    private final JdbcClient database;
    private final Clock clock;

    PersonTable(JdbcClient database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A person as the table has it.
     *
     * @param password its slow hash; empty until one is chosen
     */
    record Known(Person person, Optional<String> password) {
        @Override
        public String toString() {
            return "Known[" + person.id() + "]";
        }
    }

    Optional<Known> byId(UserId id) {
        return database.sql("SELECT * FROM person WHERE id = :id")
                .param("id", id.value())
                .query((row, _) -> known(row))
                .optional();
    }

    /** Empty too for what cannot be an address. */
    Optional<Known> byEmail(String email) {
        if (!EmailAddress.possible(email)) {
            return Optional.empty();
        }
        return database.sql("SELECT * FROM person WHERE lower(email) = lower(:email)")
                .param("email", email)
                .query((row, _) -> known(row))
                .optional();
    }

    /** A person whose address is known to be theirs; empty if it has an account already. */
    Optional<UserId> insertVerified(EmailAddress email, String name, String password) {
        UserId id = UserIds.fresh();
        int inserted = database.sql("""
            INSERT INTO person (id, email, name, password, created_at, verified_at)
            VALUES (:id, :email, :name, :password, :now, :now) ON CONFLICT (lower(email)) DO NOTHING
            """)
                .param("id", id.value())
                .param("email", email.value())
                .param("name", name)
                .param("password", password)
                .param("now", now())
                .update();
        return inserted == 1 ? Optional.of(id) : Optional.empty();
    }

    void rename(UserId id, String name) {
        database.sql("UPDATE person SET name = :name WHERE id = :id")
                .param("name", name)
                .param("id", id.value())
                .update();
    }

    void setPassword(UserId id, String hash) {
        database.sql("UPDATE person SET password = :hash WHERE id = :id")
                .param("hash", hash)
                .param("id", id.value())
                .update();
    }

    /** With a password that the settings give, whatever was before. */
    void reopen(UserId id, String hash) {
        database.sql("""
            UPDATE person SET password = :hash, verified_at = coalesce(verified_at, :now), disabled_at = NULL WHERE id = :id
            """)
                .param("hash", hash)
                .param("now", now())
                .param("id", id.value())
                .update();
    }

    /** This one and nobody else. */
    void makeTheAdministrator(EmailAddress email) {
        database.sql("UPDATE person SET administrator = (lower(email) = lower(:email)) WHERE administrator OR"
                        + " lower(email) = lower(:email)")
                .param("email", email.value())
                .update();
    }

    /** False if that changes nothing. */
    boolean disable(UserId id) {
        return database.sql("UPDATE person SET disabled_at = :now WHERE id = :id AND disabled_at IS NULL")
                        .param("now", now())
                        .param("id", id.value())
                        .update()
                == 1;
    }

    /** False if that changes nothing. */
    boolean enable(UserId id) {
        return database.sql("UPDATE person SET disabled_at = NULL WHERE id = :id AND disabled_at IS NOT NULL")
                        .param("id", id.value())
                        .update()
                == 1;
    }

    List<Person> list(String after, int limit) {
        return database.sql("SELECT * FROM person WHERE id > :after ORDER BY id LIMIT :limit")
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> known(row).person())
                .list();
    }

    private OffsetDateTime now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC);
    }

    private static Known known(ResultSet row) throws SQLException {
        Person person = new Person(
                new UserId(row.getString("id")),
                row.getString("email"),
                row.getString("name"),
                row.getBoolean("administrator"),
                row.getObject("verified_at") != null,
                row.getObject("disabled_at") != null);
        return new Known(person, Optional.ofNullable(row.getString("password")));
    }
}

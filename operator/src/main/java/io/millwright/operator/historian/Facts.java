package io.millwright.operator.historian;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.postgresql.PGConnection;

/** What a server says of one tenant's roles, database and schema; read by one query. */
record Facts(boolean superuser, int version, String administrator, List<Fact> all) {

    /** The first release in which an administrator who is no superuser can own what it makes for others. */
    private static final int DELEGATED_ROLES = 16;

    private static final int OLDEST = 15;

    /** Grantee of what everybody has; no role can be called so. */
    static final String EVERYBODY = "";

    record Fact(Kind kind, String subject, String detail, String extra) {}

    enum Kind {
        ROLE,
        VERIFIER,
        ADMINISTERED,
        MEMBER,
        DATABASE,
        DATABASE_GRANT,
        ADMINISTRATOR,
        SETTING,
        SCHEMA,
        SCHEMA_GRANT,
        DEFAULT_GRANT
    }

    static Facts read(Connection connection, TenantDatabase wanted) throws SQLException {
        PGConnection server = connection.unwrap(PGConnection.class);
        boolean superuser = "on".equals(server.getParameterStatus("is_superuser"));
        int version = connection.getMetaData().getDatabaseMajorVersion();
        String sql = superuser ? FactQuery.OF_A_SUPERUSER : FactQuery.of(version >= DELEGATED_ROLES);
        List<Fact> facts = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setString(1, wanted.name());
            query.setArray(
                    2,
                    connection.createArrayOf(
                            "text",
                            wanted.roles().stream().map(DatabaseRole::name).toArray()));
            query.setString(3, TenantDatabase.SCHEMA);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    facts.add(
                            new Fact(Kind.valueOf(rows.getString(1)), rows.getString(2), text(rows, 3), text(rows, 4)));
                }
            }
        }
        return new Facts(superuser, version, connection.getMetaData().getUserName(), List.copyOf(facts));
    }

    /** Why this server cannot be used, or empty. */
    Optional<String> unsupported() {
        if (version < OLDEST) {
            return Optional.of("runs PostgreSQL " + version + "; at least " + OLDEST + " is needed");
        }
        if (!superuser && version < DELEGATED_ROLES) {
            return Optional.of("runs PostgreSQL " + version + ", where its administrator " + administrator
                    + " must be a superuser; from " + DELEGATED_ROLES + " on CREATEDB and CREATEROLE suffice");
        }
        return Optional.empty();
    }

    Stream<Fact> of(Kind kind) {
        return all.stream().filter(fact -> fact.kind() == kind);
    }

    Optional<Fact> find(Kind kind, String subject) {
        return of(kind).filter(fact -> fact.subject().equals(subject)).findFirst();
    }

    boolean has(Kind kind, String subject, String detail, String extra) {
        return all.contains(new Fact(kind, subject, detail, extra));
    }

    boolean knowsRole(String role) {
        return find(Kind.ROLE, role).isPresent();
    }

    Optional<ScramVerifier> verifier(String role) {
        return find(Kind.VERIFIER, role).flatMap(fact -> ScramVerifier.parse(fact.detail()));
    }

    private static String text(ResultSet rows, int column) throws SQLException {
        String text = rows.getString(column);
        return text == null ? "" : text;
    }
}

package io.millwright.operator.historian;

import static io.millwright.operator.historian.Identifier.quoted;

import io.millwright.operator.historian.Facts.Fact;
import io.millwright.operator.historian.Facts.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What must be written inside a tenant's database: its schema, and what later tables grant by default. */
final class SchemaRepairs {

    /** What the writer and the reader get on tables ('r') and sequences ('S') that the owner will create. */
    private enum Default {
        WRITER_TABLES("r", "TABLES", "SELECT, INSERT, UPDATE, DELETE"),
        WRITER_SEQUENCES("S", "SEQUENCES", "SELECT, USAGE"),
        READER_TABLES("r", "TABLES", "SELECT");

        private final String type;
        private final String objects;
        private final String privileges;

        Default(String type, String objects, String privileges) {
            this.type = type;
            this.objects = objects;
            this.privileges = privileges;
        }

        DatabaseRole grantee(TenantDatabase wanted) {
            return switch (this) {
                case WRITER_TABLES, WRITER_SEQUENCES -> wanted.writer();
                case READER_TABLES -> wanted.reader();
            };
        }
    }

    static List<Repair> of(Facts facts, TenantDatabase wanted) {
        List<Repair> repairs = new ArrayList<>();
        String schema = quoted(TenantDatabase.SCHEMA);
        String owner = wanted.owner().name();
        Optional<Fact> known = facts.find(Kind.SCHEMA, TenantDatabase.SCHEMA);
        if (known.isEmpty()) {
            repairs.add(new Repair("schema created", "CREATE SCHEMA " + schema + " AUTHORIZATION " + quoted(owner)));
        } else if (!known.get().detail().equals(owner)) {
            repairs.add(
                    new Repair("schema given to " + owner, "ALTER SCHEMA " + schema + " OWNER TO " + quoted(owner)));
        }
        strangers(facts, wanted, repairs);
        for (DatabaseRole role : List.of(wanted.writer(), wanted.reader())) {
            if (!facts.has(Kind.SCHEMA_GRANT, TenantDatabase.SCHEMA, role.name(), "USAGE")) {
                repairs.add(new Repair(
                        "role " + role.name() + " may use the schema",
                        "GRANT USAGE ON SCHEMA " + schema + " TO " + quoted(role.name())));
            }
        }
        defaults(facts, wanted, repairs);
        return List.copyOf(repairs);
    }

    /** Nobody but the owner creates; everybody may use 'public', where extensions put their functions. */
    private static void strangers(Facts facts, TenantDatabase wanted, List<Repair> repairs) {
        Set<String> names = Set.of(wanted.writer().name(), wanted.reader().name());
        Set<List<String>> revoked = new LinkedHashSet<>();
        facts.of(Kind.SCHEMA_GRANT)
                .filter(fact -> !fact.detail().equals(wanted.owner().name()))
                .filter(fact -> !(fact.extra().equals("USAGE")
                        && (fact.subject().equals("public") || names.contains(fact.detail()))))
                .filter(fact -> !isOwner(facts, fact))
                .forEach(fact -> revoked.add(List.of(fact.subject(), fact.detail(), fact.extra())));
        for (List<String> grant : revoked) {
            String whom = grant.get(1).isEmpty() ? "PUBLIC" : quoted(grant.get(1));
            repairs.add(new Repair(
                    grant.get(2) + " on schema " + grant.get(0) + " revoked from "
                            + (grant.get(1).isEmpty() ? "everybody" : grant.get(1)),
                    "REVOKE " + grant.get(2) + " ON SCHEMA " + quoted(grant.get(0)) + " FROM " + whom + " CASCADE"));
        }
    }

    /** What a schema's owner grants itself goes with the ownership; 'public' belongs to whoever owns the database. */
    private static boolean isOwner(Facts facts, Fact grant) {
        return facts.find(Kind.SCHEMA, grant.subject())
                .map(schema -> schema.detail().equals(grant.detail()))
                .orElse(false);
    }

    private static void defaults(Facts facts, TenantDatabase wanted, List<Repair> repairs) {
        for (Default grant : Default.values()) {
            DatabaseRole grantee = grant.grantee(wanted);
            boolean complete = Stream.of(grant.privileges.split(", "))
                    .allMatch(privilege -> facts.has(Kind.DEFAULT_GRANT, grant.type, grantee.name(), privilege));
            if (!complete) {
                repairs.add(new Repair(
                        "role " + grantee.name() + " gets " + grant.privileges + " on the owner's new "
                                + grant.objects.toLowerCase(Locale.ROOT),
                        "ALTER DEFAULT PRIVILEGES FOR ROLE "
                                + quoted(wanted.owner().name()) + " IN SCHEMA "
                                + quoted(TenantDatabase.SCHEMA) + " GRANT " + grant.privileges + " ON " + grant.objects
                                + " TO " + quoted(grantee.name())));
            }
        }
    }

    private SchemaRepairs() {}
}

package io.millwright.operator.historian;

import static io.millwright.operator.historian.Identifier.literal;
import static io.millwright.operator.historian.Identifier.quoted;

import io.millwright.operator.historian.Facts.Fact;
import io.millwright.operator.historian.Facts.Kind;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What must be written about roles and the database itself: things that all databases of a server share. */
final class ServerRepairs {

    private static final List<String> ATTRIBUTES =
            List.of("LOGIN", "NOSUPERUSER", "NOCREATEDB", "NOCREATEROLE", "NOINHERIT", "NOREPLICATION", "NOBYPASSRLS");

    private final Facts facts;
    private final TenantDatabase wanted;
    private final SecureRandom random;
    private final List<Repair> repairs = new ArrayList<>();

    private ServerRepairs(Facts facts, TenantDatabase wanted, SecureRandom random) {
        this.facts = facts;
        this.wanted = wanted;
        this.random = random;
    }

    /** In the order of their execution; empty when everything is as wanted. */
    static List<Repair> of(Facts facts, TenantDatabase wanted, Set<String> wrongPasswords, SecureRandom random) {
        ServerRepairs plan = new ServerRepairs(facts, wanted, random);
        wanted.roles().forEach(role -> plan.role(role, wrongPasswords.contains(role.name())));
        plan.memberships();
        plan.database();
        plan.settings();
        if (facts.superuser()) {
            plan.sharedDatabases();
        }
        return List.copyOf(plan.repairs);
    }

    private void role(DatabaseRole role, boolean wrongPassword) {
        String name = quoted(role.name());
        Optional<Fact> known = facts.find(Kind.ROLE, role.name());
        if (known.isEmpty()) {
            add(
                    "role " + role.name() + " created",
                    "CREATE ROLE " + name + " LOGIN NOINHERIT CONNECTION LIMIT " + role.connections() + " PASSWORD "
                            + verifier(role));
            return;
        }
        Set<String> actual = Set.of(known.get().detail().split(" "));
        List<String> missing =
                ATTRIBUTES.stream().filter(word -> !actual.contains(word)).toList();
        if (!missing.isEmpty()) {
            String words = String.join(" ", missing);
            add("role " + role.name() + " set " + words, "ALTER ROLE " + name + " " + words);
        }
        if (actual.contains("EXPIRES")) {
            add("role " + role.name() + " no longer expires", "ALTER ROLE " + name + " VALID UNTIL 'infinity'");
        }
        if (!known.get().extra().equals(String.valueOf(role.connections()))) {
            add(
                    "role " + role.name() + " limited to " + role.connections() + " connections",
                    "ALTER ROLE " + name + " CONNECTION LIMIT " + role.connections());
        }
        if (wrongPassword) {
            add("password of role " + role.name() + " set", "ALTER ROLE " + name + " PASSWORD " + verifier(role));
        }
    }

    /** Whoever is a member of our roles can act as them, and what they are members of they can use: neither is wanted. */
    private void memberships() {
        facts.of(Kind.MEMBER)
                .forEach(fact -> add(
                        "membership of " + fact.detail() + " in " + fact.subject() + " revoked",
                        "REVOKE " + quoted(fact.subject()) + " FROM " + quoted(fact.detail())
                                + (fact.extra().isEmpty() ? "" : " GRANTED BY " + quoted(fact.extra())) + " CASCADE"));
        String owner = wanted.owner().name();
        if (!facts.superuser() && facts.find(Kind.ADMINISTERED, owner).isEmpty()) {
            add(
                    "administrator " + facts.administrator() + " may act as " + owner,
                    "GRANT " + quoted(owner) + " TO CURRENT_USER WITH INHERIT TRUE, SET TRUE");
        }
    }

    private void database() {
        String name = quoted(wanted.name());
        String owner = wanted.owner().name();
        Optional<Fact> known = facts.find(Kind.DATABASE, wanted.name());
        if (known.isEmpty()) {
            // Closed until everybody's right to connect is revoked, so that there is no moment in which anybody can.
            add(
                    "database " + wanted.name() + " created",
                    "CREATE DATABASE " + name + " OWNER " + quoted(owner) + " ALLOW_CONNECTIONS false");
            repairs.add(new Repair(
                    "database " + wanted.name() + " closed to everybody",
                    "REVOKE ALL ON DATABASE " + name + " FROM PUBLIC CASCADE"));
        } else if (!known.get().detail().equals(owner)) {
            add(
                    "database " + wanted.name() + " given to " + owner,
                    "ALTER DATABASE " + name + " OWNER TO " + quoted(owner));
        }
        Set<String> strangers = new LinkedHashSet<>();
        facts.of(Kind.DATABASE_GRANT)
                .filter(fact -> fact.subject().equals(wanted.name()))
                .filter(fact -> !allowed(fact))
                .forEach(fact -> strangers.add(fact.detail()));
        for (String stranger : strangers) {
            String whom = stranger.isEmpty() ? "PUBLIC" : quoted(stranger);
            add(
                    "rights of " + (stranger.isEmpty() ? "everybody" : stranger) + " on database " + wanted.name()
                            + " revoked",
                    "REVOKE ALL ON DATABASE " + name + " FROM " + whom + " CASCADE");
        }
        for (DatabaseRole role : wanted.roles()) {
            boolean revokedAgain = strangers.contains(role.name());
            if (revokedAgain || !facts.has(Kind.DATABASE_GRANT, wanted.name(), role.name(), "CONNECT")) {
                add(
                        "role " + role.name() + " may connect",
                        "GRANT CONNECT ON DATABASE " + name + " TO " + quoted(role.name()));
            }
        }
        if (known.isEmpty() || !known.get().extra().equals("true")) {
            add("database " + wanted.name() + " opened", "ALTER DATABASE " + name + " ALLOW_CONNECTIONS true");
        }
    }

    private boolean allowed(Fact grant) {
        if (grant.detail().equals(wanted.owner().name())) {
            return true;
        }
        return grant.extra().equals("CONNECT")
                && (grant.detail().equals(wanted.writer().name())
                        || grant.detail().equals(wanted.reader().name()));
    }

    private void settings() {
        for (DatabaseRole role : wanted.roles()) {
            settingsOf(role).forEach((parameter, value) -> {
                if (!facts.has(Kind.SETTING, role.name(), parameter + "=" + value, "")) {
                    add(
                            "role " + role.name() + " set " + parameter,
                            "ALTER ROLE " + quoted(role.name()) + " IN DATABASE " + quoted(wanted.name()) + " SET "
                                    + parameter + " TO " + (parameter.equals("search_path") ? value : literal(value)));
                }
            });
        }
    }

    /** The path is fixed, so that a name means the same object whoever created one of that name elsewhere. */
    private Map<String, String> settingsOf(DatabaseRole role) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("search_path", TenantDatabase.SCHEMA + ", public");
        if (role.equals(wanted.reader())) {
            settings.put("default_transaction_read_only", "on");
            settings.put("statement_timeout", wanted.readerStatementTimeout().toMillis() + "ms");
            settings.put("idle_in_transaction_session_timeout", "60s");
            if (facts.superuser()) {
                settings.put("temp_file_limit", wanted.readerTemporaryMebibytes() + "MB");
            }
        }
        return settings;
    }

    /**
     * Everybody may connect to a fresh server's own databases: a session in template1 would keep any database from being
     * created. Administrators that are no superusers work from the maintenance database: it is closed only once each of
     * them has a right of its own, since one that is made later must not find the door shut.
     */
    private void sharedDatabases() {
        String maintenance = HistorianServer.MAINTENANCE_DATABASE;
        revokeFromEverybody("template1", "CONNECT");
        revokeFromEverybody("template1", "TEMPORARY");
        revokeFromEverybody(maintenance, "TEMPORARY");
        Set<String> ours = wanted.roles().stream().map(DatabaseRole::name).collect(Collectors.toSet());
        List<String> administrators = facts.of(Kind.ADMINISTRATOR)
                .map(Fact::subject)
                .filter(role -> !ours.contains(role))
                .toList();
        List<String> dependent = administrators.stream()
                .filter(role -> !facts.has(Kind.DATABASE_GRANT, maintenance, role, "CONNECT"))
                .toList();
        if (facts.has(Kind.DATABASE_GRANT, maintenance, Facts.EVERYBODY, "CONNECT")) {
            if (!administrators.isEmpty() && dependent.isEmpty()) {
                revokeFromEverybody(maintenance, "CONNECT");
            }
            return;
        }
        dependent.forEach(role -> add(
                "administrator " + role + " may connect to " + maintenance,
                "GRANT CONNECT ON DATABASE " + quoted(maintenance) + " TO " + quoted(role)));
    }

    private void revokeFromEverybody(String database, String privilege) {
        if (facts.has(Kind.DATABASE_GRANT, database, Facts.EVERYBODY, privilege)) {
            add(
                    privilege + " on database " + database + " revoked from everybody",
                    "REVOKE " + privilege + " ON DATABASE " + quoted(database) + " FROM PUBLIC CASCADE");
        }
    }

    private String verifier(DatabaseRole role) {
        return literal(ScramVerifier.of(role.password(), random).text());
    }

    private void add(String change, String sql) {
        repairs.add(new Repair(change, sql));
    }
}

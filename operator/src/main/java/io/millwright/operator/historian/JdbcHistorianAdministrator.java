package io.millwright.operator.historian;

import io.millwright.operator.historian.HistorianOutcome.Changed;
import io.millwright.operator.historian.HistorianOutcome.Ready;
import io.millwright.operator.historian.HistorianOutcome.Refused;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Look, compare, and only then lock, look again and write. */
final class JdbcHistorianAdministrator implements HistorianAdministrator {

    /** One lock per server, held in its maintenance database: roles and grants are shared by all databases. */
    private static final long LOCK = 0x4d696c6c77726967L;

    private final Connections connections;

    private final SecureRandom random = new SecureRandom();

    JdbcHistorianAdministrator(Duration connectTimeout, Duration statementTimeout) {
        this.connections = new Connections(connectTimeout, statementTimeout);
    }

    @Override
    public HistorianOutcome ensure(HistorianServer server, TenantDatabase wanted) {
        try {
            return isAsWanted(server, wanted) ? new Ready() : repair(server, wanted);
        } catch (SQLException e) {
            return Faults.outcome(server, e);
        }
    }

    @Override
    public HistorianOutcome erase(HistorianServer server, String database) {
        try (Connection maintenance = connections.open(server, HistorianServer.MAINTENANCE_DATABASE)) {
            lock(maintenance);
            List<String> dropped = DatabaseRemoval.from(maintenance, database);
            return dropped.isEmpty() ? new Ready() : new Changed(dropped);
        } catch (SQLException e) {
            return Faults.outcome(server, "removing database " + database, e);
        }
    }

    private boolean isAsWanted(HistorianServer server, TenantDatabase wanted) throws SQLException {
        try (Connection connection = connections.open(server, wanted.name())) {
            Facts facts = Facts.read(connection, wanted);
            return ServerRepairs.of(facts, wanted, unusable(server, wanted, facts), random)
                            .isEmpty()
                    && SchemaRepairs.of(facts, wanted).isEmpty();
        } catch (SQLException e) {
            if (Faults.maintenanceMayHelp(e)) {
                return false;
            }
            throw e;
        }
    }

    private HistorianOutcome repair(HistorianServer server, TenantDatabase wanted) throws SQLException {
        List<String> changes = new ArrayList<>();
        try (Connection maintenance = connections.open(server, HistorianServer.MAINTENANCE_DATABASE)) {
            lock(maintenance);
            Facts facts = Facts.read(maintenance, wanted);
            Optional<String> unsupported = facts.unsupported();
            if (unsupported.isPresent()) {
                return new Refused("Historian " + server.address() + " " + unsupported.get() + ".");
            }
            apply(maintenance, ServerRepairs.of(facts, wanted, unusable(server, wanted, facts), random), changes);
            try (Connection inside = connections.open(server, wanted.name())) {
                apply(inside, SchemaRepairs.of(Facts.read(inside, wanted), wanted), changes);
                List<Repair> left = new ArrayList<>();
                Facts after = Facts.read(inside, wanted);
                left.addAll(ServerRepairs.of(after, wanted, Set.of(), random));
                left.addAll(SchemaRepairs.of(after, wanted));
                if (!left.isEmpty()) {
                    return new Refused("Historian " + server.address() + " accepted but did not do: "
                            + String.join(
                                    "; ", left.stream().map(Repair::change).toList()) + ".");
                }
            }
        } catch (RepairFailure e) {
            return Faults.outcome(server, e.change, e.cause);
        }
        return changes.isEmpty() ? new Ready() : new Changed(changes);
    }

    private static void lock(Connection maintenance) throws SQLException {
        try (PreparedStatement lock = maintenance.prepareStatement("SELECT pg_advisory_lock(?)")) {
            lock.setLong(1, LOCK);
            lock.execute();
        }
    }

    private static void apply(Connection connection, List<Repair> repairs, List<String> changes) throws RepairFailure {
        for (Repair repair : repairs) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(repair.sql());
                changes.add(repair.change());
            } catch (SQLException e) {
                throw new RepairFailure(repair.change(), e);
            }
        }
    }

    /**
     * Roles whose password is not the wanted one. A superuser reads the verifiers; anybody else has to try the doors.
     */
    private Set<String> unusable(HistorianServer server, TenantDatabase wanted, Facts facts) throws SQLException {
        Set<String> roles = new HashSet<>();
        for (DatabaseRole role : wanted.roles()) {
            if (!facts.knowsRole(role.name())) {
                continue;
            }
            boolean usable = facts.superuser()
                    ? facts.verifier(role.name())
                            .map(verifier -> verifier.isOf(role.password()))
                            .orElse(false)
                    : connections.accepts(server, HistorianServer.MAINTENANCE_DATABASE, role);
            if (!usable) {
                roles.add(role.name());
            }
        }
        return roles;
    }

    private static final class RepairFailure extends Exception {

        private final String change;

        private final SQLException cause;

        RepairFailure(String change, SQLException cause) {
            super(cause);
            this.change = change;
            this.cause = cause;
        }
    }
}

package io.millwright.operator.historian;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.postgresql.PGProperty;

/** Short connections with bounds on everything that can hang. */
final class Connections {

    private final Duration connectTimeout;

    private final Duration statementTimeout;

    Connections(Duration connectTimeout, Duration statementTimeout) {
        this.connectTimeout = connectTimeout;
        this.statementTimeout = statementTimeout;
    }

    Connection open(HistorianServer server, String database) throws SQLException {
        return open(server, database, server.username(), server.password());
    }

    /** Whether the server takes this role's password, whatever it may do afterwards. */
    boolean accepts(HistorianServer server, String database, DatabaseRole role) throws SQLException {
        try (Connection connection = open(server, database, role.name(), role.password())) {
            return connection.isValid(1);
        } catch (SQLException e) {
            if (Faults.passwordWasTaken(e)) {
                return true;
            }
            if (Faults.passwordWasRefused(e)) {
                return false;
            }
            throw e;
        }
    }

    private Connection open(HistorianServer server, String database, String user, Password password)
            throws SQLException {
        Properties properties = new Properties();
        PGProperty.USER.set(properties, user);
        PGProperty.PASSWORD.set(properties, password.value());
        PGProperty.APPLICATION_NAME.set(properties, "millwright-operator");
        PGProperty.CONNECT_TIMEOUT.set(properties, seconds(connectTimeout));
        PGProperty.LOGIN_TIMEOUT.set(properties, seconds(connectTimeout.multipliedBy(2)));
        PGProperty.SOCKET_TIMEOUT.set(properties, seconds(statementTimeout.plusSeconds(5)));
        PGProperty.OPTIONS.set(properties, "-c statement_timeout=" + statementTimeout.toMillis());
        return DriverManager.getConnection(server.urlOf(database), properties);
    }

    private static int seconds(Duration duration) {
        return Math.toIntExact(Math.max(1, duration.toSeconds()));
    }
}

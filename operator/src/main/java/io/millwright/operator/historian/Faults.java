package io.millwright.operator.historian;

import io.millwright.operator.historian.HistorianOutcome.Refused;
import io.millwright.operator.historian.HistorianOutcome.Unreachable;
import java.sql.SQLException;
import java.util.Set;

/** Reads SQLSTATEs: which fault passes by itself, and which waits for a person. */
final class Faults {

    private static final String NO_SUCH_DATABASE = "3D000";

    private static final String NOT_ACCEPTING_CONNECTIONS = "55000";

    private static final String NOT_PERMITTED = "42501";

    private static final String WRONG_PASSWORD = "28P01";

    private static final String NOT_AUTHORISED = "28000";

    /** PostgreSQL counts a role's and the server's connections after it has taken the password. */
    private static final String TOO_MANY_CONNECTIONS = "53300";

    /**
     * Passing: a template in use, a lock or a statement that took too long, an administrator's stop, start-up, two
     * writers of one catalog row.
     */
    private static final Set<String> PASSING =
            Set.of("55006", "55P03", "57014", "57P01", "57P02", "57P03", "57P05", "XX000", "23505", "42710", "42P04");

    /** Classes of faults that pass: connection, resources, rolled back transactions, system errors. */
    private static final Set<String> PASSING_CLASSES = Set.of("08", "53", "40", "58");

    static HistorianOutcome outcome(HistorianServer server, SQLException fault) {
        return outcome(server, "connecting", fault);
    }

    static HistorianOutcome outcome(HistorianServer server, String attempt, SQLException fault) {
        String state = state(fault);
        String why = firstLine(fault);
        if (state.isEmpty() || PASSING.contains(state) || PASSING_CLASSES.contains(state.substring(0, 2))) {
            return new Unreachable(
                    "Historian " + server.address() + " is not available (" + attempt + "): " + why + ".");
        }
        return new Refused("Historian " + server.address() + " refused its administrator " + server.username() + " ("
                + attempt + "): " + why + ".");
    }

    /** The tenant's database is missing, closed, or closed to us: the maintenance database may still let us in. */
    static boolean maintenanceMayHelp(SQLException fault) {
        return Set.of(NO_SUCH_DATABASE, NOT_ACCEPTING_CONNECTIONS, NOT_PERMITTED)
                .contains(state(fault));
    }

    static boolean passwordWasTaken(SQLException fault) {
        return Set.of(NO_SUCH_DATABASE, NOT_ACCEPTING_CONNECTIONS, NOT_PERMITTED, TOO_MANY_CONNECTIONS)
                .contains(state(fault));
    }

    static boolean passwordWasRefused(SQLException fault) {
        return Set.of(WRONG_PASSWORD, NOT_AUTHORISED).contains(state(fault));
    }

    private static String state(SQLException fault) {
        String state = fault.getSQLState();
        return state == null || state.length() != 5 ? "" : state;
    }

    private static String firstLine(SQLException fault) {
        String message = fault.getMessage();
        if (message == null || message.isBlank()) {
            return "no reason given";
        }
        return message.lines()
                .findFirst()
                .orElse("")
                .replaceFirst("^(FATAL|ERROR): ", "")
                .replaceFirst("\\.$", "");
    }

    private Faults() {}
}

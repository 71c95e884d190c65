package io.millwright.runtime.historian;

import java.sql.SQLException;
import java.util.Set;

/** What an exception of the driver means, in words that hold no credentials. */
public final class SqlFaults {

    /** States in which a whole server is away: connection, resources, shutdown, start-up, system errors. */
    private static final Set<String> SERVER_CLASSES = Set.of("08", "57", "58");

    /** The data themselves are at fault, and would be again: data exceptions, and integrity. */
    private static final Set<String> DATA_CLASSES = Set.of("22", "23");

    /** Whether it is the server that is away, and not this request that is wrong. */
    public static boolean serverAway(SQLException fault) {
        String state = state(fault);
        return state.length() != 5 || SERVER_CLASSES.contains(state.substring(0, 2));
    }

    /** Whether the same data would fail again wherever and whenever they are written. */
    public static boolean dataAtFault(SQLException fault) {
        String state = state(fault);
        return state.length() == 5 && DATA_CLASSES.contains(state.substring(0, 2));
    }

    /** The server's own words, or nothing. */
    public static String inBrackets(Throwable fault) {
        String message = deepest(fault).getMessage();
        return message == null || message.isBlank()
                ? ""
                : " (" + message.lines().findFirst().orElse("").replaceFirst("^(FATAL|ERROR): ", "") + ")";
    }

    private static String state(SQLException fault) {
        return deepest(fault) instanceof SQLException cause && cause.getSQLState() != null ? cause.getSQLState() : "";
    }

    /** The deepest exception of the driver: a pool and Flyway wrap it in their own. */
    private static Throwable deepest(Throwable fault) {
        Throwable found = fault;
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException) {
                found = cause;
            }
        }
        return found;
    }

    private SqlFaults() {}
}

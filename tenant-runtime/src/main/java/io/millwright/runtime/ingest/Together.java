package io.millwright.runtime.ingest;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Statements that go to the database together and are answered together: on a busy machine a batch waits longer for its turn
 * after each answer than for the answer itself. They run in the order in which they were added; one that fails ends the rest.
 * None of them answers rows that anybody reads.
 */
final class Together {

    /** Sets the parameters of one statement. */
    @FunctionalInterface
    interface Parameters {
        /** @param first index of this statement's first parameter */
        void set(PreparedStatement all, int first) throws SQLException;
    }

    private record Part(int first, Parameters parameters) {}

    private final StringBuilder sql = new StringBuilder();
    private final List<Part> parts = new ArrayList<>();
    private int next = 1;

    /** @param statement text that is always the same, so that the driver and the server keep it prepared; no literal has a '?' */
    void add(String statement, Parameters parameters) {
        sql.append(parts.isEmpty() ? "" : ";\n").append(statement);
        parts.add(new Part(next, parameters));
        next += (int) statement.chars().filter(each -> each == '?').count();
    }

    void run(Connection connection) throws SQLException {
        if (parts.isEmpty()) {
            return;
        }
        try (PreparedStatement all = connection.prepareStatement(sql.toString())) {
            for (Part part : parts) {
                part.parameters().set(all, part.first());
            }
            all.execute();
        }
    }
}

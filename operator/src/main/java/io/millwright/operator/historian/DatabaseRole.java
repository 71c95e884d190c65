package io.millwright.operator.historian;

/** A role that logs in to one tenant's database; at most {@code connections} at a time. */
public record DatabaseRole(String name, Password password, int connections) {

    public DatabaseRole {
        Identifier.checked(name);
        if (connections < 1) {
            throw new IllegalArgumentException("a role needs at least one connection, not " + connections);
        }
    }
}

package io.millwright.operator.plan;

/** A database login. */
public record Credentials(String username, String password) {

    /** Never the password. */
    @Override
    public String toString() {
        return "Credentials[username=" + username + "]";
    }
}

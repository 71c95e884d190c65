package io.millwright.controlplane.identity;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a member of a tenant is there to do; which operations that opens stands in the policy, not here. */
public enum Role {
    OWNER,
    ADMIN,
    ENGINEER,
    OPERATOR,
    VIEWER,
    BILLING;

    /** As the API, the policy and the database write it: {@code owner}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Empty for a word that is no role. */
    public static Optional<Role> of(String word) {
        return Stream.of(values()).filter(role -> role.word().equals(word)).findFirst();
    }
}

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

    /** Whether who has this role may give somebody that one: nobody gives more than they have. */
    public boolean mayGrant(Role other) {
        return switch (this) {
            case OWNER -> true;
            case ADMIN -> other != OWNER;
            case ENGINEER -> other == ENGINEER || other == OPERATOR || other == VIEWER;
            case OPERATOR -> other == OPERATOR || other == VIEWER;
            case VIEWER, BILLING -> other == this;
        };
    }

    /** Empty for a word that is no role. */
    public static Optional<Role> of(String word) {
        return Stream.of(values()).filter(role -> role.word().equals(word)).findFirst();
    }
}

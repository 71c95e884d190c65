package io.millwright.controlplane.identity;

import java.util.Set;

/** Whom the policy lets do an operation; the administrator is always let in. */
public sealed interface Admission {

    /** No caller is needed. */
    record Open() implements Admission {}

    /** Any caller: the answer holds only what is its own. */
    record SignedIn() implements Admission {}

    /** People, and no programs. */
    record People() implements Admission {}

    /** Only who runs this installation. */
    record AdministratorOnly() implements Admission {}

    /**
     * Who has one of these roles in the tenant that the path names.
     *
     * @param bySite whether a grant for some sites is enough; the feature then shows and changes these only
     */
    record Roles(Set<Role> roles, boolean bySite) implements Admission {
        public Roles {
            roles = Set.copyOf(roles);
        }
    }
}

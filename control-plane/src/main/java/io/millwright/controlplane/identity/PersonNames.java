package io.millwright.controlplane.identity;

import java.util.Optional;

/** How people want to be called; the account feature answers. */
public interface PersonNames {

    /** Of a person that has an account. */
    Optional<Named> of(UserId person);

    /** A person's own words. */
    record Named(String email, String name) {
        @Override
        public String toString() {
            return "Named[hidden]";
        }
    }
}

package io.millwright.controlplane.account;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The person who runs this installation; without an address there is the administrator's API key only.
 *
 * @param email of an account that is made, or made the administrator's, at every start
 * @param password that it has after every start
 */
@ConfigurationProperties("millwright.control-plane.admin")
record AdministratorPersonSettings(
        @Nullable String email, @Nullable String password) {

    AdministratorPersonSettings {
        if ((email == null) != (password == null)) {
            throw new IllegalArgumentException(
                    "millwright.control-plane.admin: email and password are given together or not at all");
        }
        if (email != null && !EmailAddress.possible(email)) {
            throw new IllegalArgumentException(
                    "millwright.control-plane.admin.email is an address such as jo@acme.example");
        }
        if (email != null
                && password != null
                && PasswordRules.fault(password, email).isPresent()) {
            throw new IllegalArgumentException("millwright.control-plane.admin.password "
                    + PasswordRules.fault(password, email).get());
        }
    }

    @Override
    public String toString() {
        return "AdministratorPersonSettings[" + (email == null ? "none" : "set") + "]";
    }
}

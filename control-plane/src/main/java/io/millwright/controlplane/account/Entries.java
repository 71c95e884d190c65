package io.millwright.controlplane.account;

import io.millwright.controlplane.identity.Grant;
import io.millwright.controlplane.identity.Role;
import io.millwright.controlplane.problem.FieldError;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.wire.SiteId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What people type, checked; all of it ends in 400 with a sentence. */
public final class Entries {

    private static final int MOST_SITES = 100;

    static EmailAddress email(String text) {
        return EmailAddress.of(text)
                .orElseThrow(() -> ProblemException.invalid("email", "is an address such as jo@acme.example"));
    }

    static void requirePassword(String password, String email) {
        PasswordRules.fault(password, email).ifPresent(fault -> {
            throw ProblemException.invalid("password", fault);
        });
    }

    /**
     * A role and the sites it is for. Owners and admins answer for the whole tenant.
     *
     * @throws ProblemException 400 with everything that is wrong
     */
    public static Grant grant(String role, @Nullable List<@Nullable String> sites) {
        List<FieldError> errors = new ArrayList<>();
        Role known = Role.of(role).orElse(null);
        if (known == null) {
            errors.add(new FieldError(
                    "role",
                    "must be one of " + Stream.of(Role.values()).map(Role::word).collect(Collectors.joining(", "))));
        }
        Set<SiteId> named = new HashSet<>();
        List<@Nullable String> given = Objects.requireNonNullElse(sites, List.of());
        if (given.size() > MOST_SITES) {
            errors.add(new FieldError("sites", "are at most " + MOST_SITES));
        }
        for (String site : given) {
            try {
                named.add(new SiteId(Objects.requireNonNullElse(site, "")));
            } catch (IllegalArgumentException e) {
                errors.add(new FieldError("sites", String.valueOf(e.getMessage())));
            }
        }
        if ((known == Role.OWNER || known == Role.ADMIN) && !given.isEmpty()) {
            errors.add(new FieldError("sites", "must be empty: an " + known.word() + " is one of the whole tenant"));
        }
        if (known == null || !errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        return new Grant(known, named);
    }

    private Entries() {}
}

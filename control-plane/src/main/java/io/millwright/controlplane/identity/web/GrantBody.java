package io.millwright.controlplane.identity.web;

import io.millwright.controlplane.identity.Grant;
import io.millwright.controlplane.identity.Role;
import io.millwright.controlplane.problem.FieldError;
import io.millwright.controlplane.problem.ProblemException;
import io.millwright.wire.SiteId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A role and its sites as bodies hold them. */
final class GrantBody {

    /** @throws ProblemException 400 for a word that is no role, and for what is no site's name */
    static Grant parsed(String word, @Nullable List<@Nullable String> sites) {
        List<FieldError> errors = new ArrayList<>();
        Optional<Role> role = Role.of(word);
        if (role.isEmpty()) {
            errors.add(new FieldError(
                    "role",
                    "must be one of " + Stream.of(Role.values()).map(Role::word).collect(Collectors.joining(", "))));
        }
        Set<SiteId> named = new HashSet<>();
        for (int i = 0; sites != null && i < sites.size(); i++) {
            try {
                named.add(new SiteId(Objects.requireNonNullElse(sites.get(i), "")));
            } catch (IllegalArgumentException e) {
                errors.add(new FieldError("sites[" + i + "]", String.valueOf(e.getMessage())));
            }
        }
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        return new Grant(role.orElseThrow(), named);
    }

    /** Sorted; none for the whole tenant. */
    static List<String> sites(Grant grant) {
        return grant.sites().stream().map(SiteId::value).sorted().toList();
    }

    private GrantBody() {}
}

package io.millwright.controlplane.identity.web;

import io.millwright.controlplane.identity.Caller;
import io.millwright.controlplane.identity.Grant;
import io.millwright.controlplane.identity.PersonNames;
import io.millwright.controlplane.identity.PersonNames.Named;
import io.millwright.controlplane.identity.UserId;
import io.millwright.wire.TenantId;
import io.swagger.v3.oas.annotations.Operation;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class MeController {

    private final ObjectProvider<PersonNames> people;

    MeController(ObjectProvider<PersonNames> people) {
        this.people = people;
    }

    /**
     * Who calls.
     *
     * @param name as audit entries have it
     * @param kind {@code administrator}, {@code user} or {@code api-key}
     * @param id of a person
     * @param tenant the one a key is shut into
     * @param tenants where it is something; empty for an administrator, who sees every one
     */
    record Me(
            String name,
            String kind,
            @Nullable String id,
            @Nullable String email,
            @Nullable String displayName,
            @Nullable String tenant,
            List<InTenant> tenants) {}

    /** @param sites the only ones it is for; none for the whole tenant */
    record InTenant(String name, String role, List<String> sites) {
        static InTenant of(TenantId tenant, Grant grant) {
            return new InTenant(tenant.value(), grant.role().word(), GrantBody.sites(grant));
        }
    }

    @Operation(summary = "Who calls, and what it may do where")
    @GetMapping("/api/v1/me")
    Me me(Caller caller) {
        return switch (caller) {
            case Caller.Administrator(Optional<UserId> user) -> person(caller, "administrator", user, List.of());
            case Caller.Member(UserId id, String _, Map<TenantId, Grant> grants) ->
                person(
                        caller,
                        "user",
                        Optional.of(id),
                        grants.entrySet().stream()
                                .map(entry -> InTenant.of(entry.getKey(), entry.getValue()))
                                .sorted(Comparator.comparing(InTenant::name))
                                .toList());
            case Caller.TenantKey(String _, TenantId of, Grant grant) ->
                new Me(caller.name(), "api-key", null, null, null, of.value(), List.of(InTenant.of(of, grant)));
        };
    }

    private Me person(Caller caller, String kind, Optional<UserId> id, List<InTenant> tenants) {
        Optional<Named> named =
                id.flatMap(user -> Optional.ofNullable(people.getIfAvailable()).flatMap(known -> known.of(user)));
        return new Me(
                caller.name(),
                kind,
                id.map(UserId::value).orElse(null),
                named.map(Named::email).orElse(null),
                named.map(Named::name).orElse(null),
                null,
                tenants);
    }
}

package io.millwright.controlplane.identity;

import io.millwright.wire.TenantId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.security.core.context.SecurityContextHolder;

/** Who sends a request; a controller that has one as a parameter is given it. */
public sealed interface Caller {

    /** As audit entries and rate limits name it: stable, and never a secret. */
    String name();

    /** What it may do in that tenant; empty where it is to see nothing. An administrator is let in as an owner is. */
    Optional<Grant> grantIn(TenantId tenant);

    /** The tenants it is shut into; empty for who may see every one. */
    Optional<Set<TenantId>> tenants();

    /** Of the request that this thread serves, for filters behind the security chain; controllers take a parameter. */
    static Optional<Caller> current() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof CallerAuthentication known
                ? Optional.of(known.getPrincipal())
                : Optional.empty();
    }

    /**
     * Runs this installation and may do everything.
     *
     * @param user the person, empty for the key of this installation
     */
    record Administrator(Optional<UserId> user) implements Caller {

        public Administrator() {
            this(Optional.empty());
        }

        @Override
        public String name() {
            return user.map(id -> "administrator:" + id).orElse("administrator");
        }

        @Override
        public Optional<Grant> grantIn(TenantId tenant) {
            return Optional.of(Grant.of(Role.OWNER));
        }

        @Override
        public Optional<Set<TenantId>> tenants() {
            return Optional.empty();
        }
    }

    /** A program of one tenant. */
    record TenantKey(String id, TenantId of, Grant grant) implements Caller {

        @Override
        public String name() {
            return "api-key:" + id;
        }

        @Override
        public Optional<Grant> grantIn(TenantId tenant) {
            return tenant.equals(of) ? Optional.of(grant) : Optional.empty();
        }

        @Override
        public Optional<Set<TenantId>> tenants() {
            return Optional.of(Set.of(of));
        }
    }

    /** A person, with what it is a member of; nothing for one who has just signed up. */
    record Member(UserId id, String email, Map<TenantId, Grant> grants) implements Caller {

        public Member {
            grants = Map.copyOf(grants);
        }

        @Override
        public String name() {
            return "user:" + id;
        }

        @Override
        public Optional<Grant> grantIn(TenantId tenant) {
            return Optional.ofNullable(grants.get(tenant));
        }

        @Override
        public Optional<Set<TenantId>> tenants() {
            return Optional.of(grants.keySet());
        }
    }
}

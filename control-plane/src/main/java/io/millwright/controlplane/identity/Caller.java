package io.millwright.controlplane.identity;

import io.millwright.wire.TenantId;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;

/** Who sends a request; a controller that has one as a parameter is given it. */
public sealed interface Caller {

    /** As audit entries and rate limits name it: stable, and never a secret. */
    String name();

    /** Whom a key shuts in; empty for who may see every tenant. */
    Optional<TenantId> tenant();

    /** Of the request that this thread serves, for filters behind the security chain; controllers take a parameter. */
    static Optional<Caller> current() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof CallerAuthentication known
                ? Optional.of(known.getPrincipal())
                : Optional.empty();
    }

    /** Runs this installation and may do everything. */
    record Administrator() implements Caller {
        @Override
        public String name() {
            return "administrator";
        }

        @Override
        public Optional<TenantId> tenant() {
            return Optional.empty();
        }
    }

    /** A program or person of one tenant. */
    record TenantKey(String id, TenantId of) implements Caller {
        @Override
        public String name() {
            return "api-key:" + id;
        }

        @Override
        public Optional<TenantId> tenant() {
            return Optional.of(of);
        }
    }
}

package io.millwright.controlplane.identity;

import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Whether who came in may stay: asked again during streams that outlive a request. */
@Component
public class Callers {

    private final ApiKeys keys;
    private final ObjectProvider<BearerTokens> tokens;

    Callers(ApiKeys keys, ObjectProvider<BearerTokens> tokens) {
        this.keys = keys;
        this.tokens = tokens;
    }

    /** A person who was given or lost a role comes in anew, so that a stream shows what the new one may see. */
    public boolean stillOpens(Caller caller) {
        return switch (caller) {
            case Caller.TenantKey key -> keys.stillOpens(key);
            case Caller.Administrator(Optional<UserId> user) when user.isEmpty() -> keys.hasAdministrator();
            case Caller.Administrator _, Caller.Member _ ->
                Optional.ofNullable(tokens.getIfAvailable())
                        .filter(known -> known.stillOpens(caller))
                        .isPresent();
        };
    }
}

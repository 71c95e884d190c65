package io.millwright.controlplane.identity;

import java.util.Optional;

/** Who presents an access token: the own authorization server answers, or another that one trusts instead of it. */
public interface BearerTokens {

    /**
     * Looked up on every request, so that a disabled person or an ended session is out with the next one.
     *
     * @return empty for a token that is malformed, expired, of another issuer or audience, or of somebody who may not come in
     */
    Optional<Caller> callerOf(String token);

    /** Whether who came in with a token may stay: asked again during streams that outlive a request. */
    boolean stillOpens(Caller caller);
}

package io.millwright.controlplane.signin;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** A {@link Login} as Spring Security carries it; its name is the person's id, which becomes the subject of tokens. */
final class SignedIn extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final transient Login login;

    SignedIn(Login login) {
        super(List.of());
        this.login = login;
        setAuthenticated(true);
    }

    Login login() {
        return login;
    }

    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public String getPrincipal() {
        return login.person().value();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SignedIn that && that.login.equals(login);
    }

    @Override
    public int hashCode() {
        return login.hashCode();
    }
}

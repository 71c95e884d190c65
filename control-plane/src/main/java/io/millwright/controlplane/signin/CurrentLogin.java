package io.millwright.controlplane.signin;

import java.util.Optional;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/** The login whose token came with the request that this thread serves. */
final class CurrentLogin {

    private static final String NAME = CurrentLogin.class.getName();

    static void remember(Login login) {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        if (request != null) {
            request.setAttribute(NAME, login, RequestAttributes.SCOPE_REQUEST);
        }
    }

    static Optional<Login> now() {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        return request != null && request.getAttribute(NAME, RequestAttributes.SCOPE_REQUEST) instanceof Login login
                ? Optional.of(login)
                : Optional.empty();
    }

    private CurrentLogin() {}
}

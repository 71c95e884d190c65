package io.millwright.controlplane.signin;

import io.millwright.controlplane.account.SessionsEnd;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Ends what a person is signed in with, in the transaction of what made it end. The login that asked for it goes on: who
 * changes their password stays where they are. After a reset nobody has asked with a token, and all are over.
 */
@Component
class SessionsEnding {

    private final Logins logins;

    SessionsEnding(Logins logins) {
        this.logins = logins;
    }

    @EventListener
    void on(SessionsEnd end) {
        logins.endAll(end.person(), CurrentLogin.now().map(Login::id));
    }
}

package io.millwright.runtime.api;

import io.millwright.brokerextension.TestIdentity;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;

/** TLS of a client without a certificate. */
final class TlsOf {

    static SSLContext nobody(TestIdentity root) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, root.trustManagers().getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private TlsOf() {}
}

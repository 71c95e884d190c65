package io.millwright.runtime.tenant;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Who the runtime is to a tenant's broker, and whom it trusts there. Equal when key and certificates are.
 *
 * @param chain its own certificate first
 * @param trusted what the broker's server certificate must chain to
 */
public record ServiceIdentity(PrivateKey key, List<X509Certificate> chain, List<X509Certificate> trusted) {

    public ServiceIdentity {
        chain = List.copyOf(chain);
        trusted = List.copyOf(trusted);
    }

    public X509Certificate certificate() {
        return chain.getFirst();
    }

    /** Neither key nor certificates. */
    @Override
    public String toString() {
        return "ServiceIdentity[" + certificate().getSubjectX500Principal() + "]";
    }
}

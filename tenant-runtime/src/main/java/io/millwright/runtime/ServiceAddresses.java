package io.millwright.runtime;

import java.net.InetSocketAddress;
import java.net.URI;

/** Where a service of the cluster is reached. TLS verifies the name of the address that is answered. */
@FunctionalInterface
public interface ServiceAddresses {

    /** @throws IllegalStateException when the service cannot be reached at present; it is asked again at the next try */
    InetSocketAddress of(URI url);

    /** What DNS says, asked anew for each connection. */
    static ServiceAddresses dns() {
        return url -> InetSocketAddress.createUnresolved(url.getHost(), url.getPort());
    }
}

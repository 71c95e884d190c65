package io.millwright.edge.plc;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.milo.opcua.sdk.client.DiscoveryClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfig;
import org.eclipse.milo.opcua.sdk.client.identity.AnonymousProvider;
import org.eclipse.milo.opcua.sdk.client.identity.IdentityProvider;
import org.eclipse.milo.opcua.sdk.client.identity.UsernameProvider;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.core.types.enumerated.UserTokenType;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.core.util.EndpointUtil;

/** Makes clients that are not connected yet. */
final class OpcUaClients {

    private static final UInteger ANSWER = Unsigned.uint((int) Link.READ_TIMEOUT.toMillis());
    private static final UInteger CONNECT = Unsigned.uint((int) Link.CONNECT_TIMEOUT.toMillis());
    private static final UInteger KEEP_ALIVE = Unsigned.uint(5_000);

    /** Asks the server how it is to be talked to; whatever address it gives, it is called at the one that is configured. */
    static OpcUaClient of(OpcUaAddress server) throws LinkBrokenException, InterruptedException {
        UserTokenType token = server.username() == null ? UserTokenType.Anonymous : UserTokenType.UserName;
        EndpointDescription endpoint = endpoints(server).stream()
                .filter(offered -> SecurityPolicy.None.getUri().equals(offered.getSecurityPolicyUri()))
                .filter(offered -> takes(offered, token))
                .min(Comparator.comparing(EndpointDescription::getSecurityLevel))
                .orElseThrow(() -> LinkBrokenException.of(
                        "the machine takes nobody without a security policy, or not with this user",
                        new IllegalStateException()));
        OpcUaClientConfig config = OpcUaClientConfig.builder()
                .setApplicationName(LocalizedText.english("Millwright edge agent"))
                .setApplicationUri("urn:millwright:edge")
                .setProductUri("urn:millwright:edge")
                .setEndpoint(EndpointUtil.updateUrl(endpoint, server.host(), server.port()))
                .setIdentityProvider(identity(server))
                .setRequestTimeout(ANSWER)
                .setKeepAliveInterval(KEEP_ALIVE)
                .setKeepAliveTimeout(ANSWER)
                .setKeepAliveFailuresAllowed(Unsigned.uint(0))
                // Milo hands answers to a pool of threads: of two under way the second may be taken first, and the
                // first
                // for lost. A server with none to answer waits with what it has.
                .setMaxPendingPublishRequests(Unsigned.uint(1))
                .build();
        try {
            return OpcUaClient.create(config, transport -> transport.setConnectTimeout(CONNECT));
        } catch (UaException e) {
            throw LinkBrokenException.of("the machine cannot be connected to", e);
        }
    }

    private static List<EndpointDescription> endpoints(OpcUaAddress server)
            throws LinkBrokenException, InterruptedException {
        try {
            return DiscoveryClient.getEndpoints(server.url())
                    .get(Link.CONNECT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw LinkBrokenException.of("the machine cannot be connected to", e);
        } catch (TimeoutException e) {
            throw LinkBrokenException.of("the machine did not accept the connection in time", e);
        }
    }

    private static boolean takes(EndpointDescription endpoint, UserTokenType token) {
        return Optional.ofNullable(endpoint.getUserIdentityTokens()).stream()
                .flatMap(Arrays::stream)
                .anyMatch(policy -> policy.getTokenType() == token);
    }

    private static IdentityProvider identity(OpcUaAddress server) {
        String username = server.username();
        return username == null ? new AnonymousProvider() : new UsernameProvider(username, server.password());
    }

    private OpcUaClients() {}
}

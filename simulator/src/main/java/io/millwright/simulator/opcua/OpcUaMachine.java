package io.millwright.simulator.opcua;

import io.millwright.simulator.machine.Machine;
import java.io.IOException;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.milo.opcua.sdk.server.EndpointConfig;
import org.eclipse.milo.opcua.sdk.server.OpcUaServer;
import org.eclipse.milo.opcua.sdk.server.OpcUaServerConfig;
import org.eclipse.milo.opcua.stack.core.security.DefaultCertificateManager;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateQuarantine;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.transport.TransportProfile;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransport;
import org.eclipse.milo.opcua.stack.transport.server.tcp.OpcTcpServerTransportConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An OPC UA server over one machine: security policy None, anonymous sessions, as most machines are delivered. */
public final class OpcUaMachine implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OpcUaMachine.class);
    private static final long PATIENCE_SECONDS = 30;

    private final OpcUaServer server;
    private final MachineNamespace namespace;

    private OpcUaMachine(OpcUaServer server, MachineNamespace namespace) {
        this.server = server;
        this.namespace = namespace;
    }

    /** Answers when the port is open. */
    public static OpcUaMachine start(Machine machine, String host, int port, Clock clock)
            throws IOException, InterruptedException {
        OpcUaServerConfig settings = OpcUaServerConfig.builder()
                .setApplicationName(LocalizedText.english("Millwright simulator"))
                .setApplicationUri("urn:millwright:simulator:" + machine.name())
                .setProductUri("urn:millwright:simulator")
                .setCertificateManager(new DefaultCertificateManager(new MemoryCertificateQuarantine()))
                .setEndpoints(Set.of(endpoint(host, port)))
                .build();
        OpcUaServer server = new OpcUaServer(
                settings,
                _ -> new OpcTcpServerTransport(
                        OpcTcpServerTransportConfig.newBuilder().build()));
        MachineNamespace namespace = new MachineNamespace(server, machine, clock);
        namespace.startup();
        try {
            server.startup().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("cannot listen on " + host + ":" + port, e);
        }
        return new OpcUaMachine(server, namespace);
    }

    private static EndpointConfig endpoint(String host, int port) {
        return EndpointConfig.newBuilder()
                .setTransportProfile(TransportProfile.TCP_UASC_UABINARY)
                .setBindAddress(host)
                .setBindPort(port)
                .setHostname(host)
                .setPath("/")
                .setSecurityPolicy(SecurityPolicy.None)
                .setSecurityMode(MessageSecurityMode.None)
                .addTokenPolicy(OpcUaServerConfig.USER_TOKEN_POLICY_ANONYMOUS)
                .build();
    }

    @Override
    public void close() {
        namespace.shutdown();
        try {
            server.shutdown().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("the OPC UA server did not stop cleanly", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

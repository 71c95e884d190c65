package io.millwright.controlplane.enrollment;

import java.net.URI;
import java.util.Optional;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.apache.tomcat.util.threads.VirtualThreadExecutor;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * A server of its own for devices, with a certificate below the device root, so that a device trusts one root for everything.
 * A client certificate is asked for and not required: who has none enrolls, who has one renews it.
 */
@Component
class EnrollmentOrigin implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    /** Devices say little; who says nothing for this long is cut off. */
    private static final int PATIENCE_MS = 10_000;

    private static final int MOST_CONNECTIONS = 2_000;

    private final EnrollmentSettings settings;
    private final Optional<Connector> connector;

    EnrollmentOrigin(EnrollmentSettings settings, OriginTls tls) {
        this.settings = settings;
        this.connector = Optional.ofNullable(settings.port()).map(port -> connector(port, settings, tls));
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        connector.ifPresent(factory::addAdditionalConnectors);
    }

    /** How devices reach it; empty if there is no such server. */
    Optional<URI> uri() {
        return Optional.ofNullable(settings.publicOrigin())
                .or(() -> connector.map(own ->
                        URI.create("https://" + settings.address().getHostAddress() + ":" + own.getLocalPort())));
    }

    /** Whether a request came in through this server. */
    boolean isAt(int localPort) {
        return connector.isPresent() && connector.get().getLocalPort() == localPort;
    }

    private static Connector connector(int port, EnrollmentSettings settings, OriginTls tls) {
        Connector connector = new Connector(Http11NioProtocol.class.getName());
        connector.setPort(port);
        connector.setScheme("https");
        connector.setSecure(true);
        Http11NioProtocol protocol = (Http11NioProtocol) connector.getProtocolHandler();
        protocol.setAddress(settings.address());
        protocol.setSSLEnabled(true);
        protocol.setConnectionTimeout(PATIENCE_MS);
        protocol.setMaxConnections(MOST_CONNECTIONS);
        protocol.setExecutor(new VirtualThreadExecutor("enrollment-"));
        SSLHostConfig host = new SSLHostConfig();
        host.setProtocols("TLSv1.2+TLSv1.3");
        host.setCertificateVerification("optional");
        SSLHostConfigCertificate certificate =
                new SSLHostConfigCertificate(host, SSLHostConfigCertificate.Type.UNDEFINED);
        certificate.setSslContext(tls.server());
        host.addCertificate(certificate);
        connector.addSslHostConfig(host);
        return connector;
    }
}

package io.millwright.runtime.api;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/** HTTPS that demands a client certificate, with a bound on everything a client may send, hold or be slow at. */
final class ApiServer implements AutoCloseable {

    /** A control plane has some replicas with some connections each, and a listener has one. */
    private static final int CONNECTIONS = 2_000;

    /** Without a whole request, however much drips in, or with an answer that nobody takes. */
    private static final Duration IDLE = Duration.ofSeconds(30);

    private static final int HEADERS = 16 * 1024;

    /** Acceptor, selector, and one of each to spare: handlers run on virtual threads. */
    private static final int PLATFORM_THREADS = 6;

    private final Server server;
    private final ServerConnector connector;
    private final SslContextFactory.Server tls;

    /** @throws IOException when the address cannot be bound */
    ApiServer(InetSocketAddress address, SSLContext context, Handler handler) throws IOException {
        this(address, context, IDLE, handler);
    }

    ApiServer(InetSocketAddress address, SSLContext context, Duration idle, Handler handler) throws IOException {
        VirtualThreadPool virtual = new VirtualThreadPool();
        virtual.setName("api");
        QueuedThreadPool threads = new QueuedThreadPool(PLATFORM_THREADS, 2);
        threads.setName("api");
        threads.setDaemon(true);
        threads.setVirtualThreadsExecutor(virtual);
        server = new Server(threads);
        server.addBean(virtual);
        tls = new SslContextFactory.Server();
        tls.setSslContext(context);
        tls.setNeedClientAuth(true);
        tls.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        connector = new Connector(
                server, new SslConnectionFactory(tls, "http/1.1"), new HttpConnectionFactory(configuration()));
        connector.setHost(address.getHostString());
        connector.setPort(address.getPort());
        connector.setIdleTimeout(idle.toMillis());
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(CONNECTIONS, connector));
        server.setErrorHandler(new Problems());
        server.setHandler(handler);
        server.setStopTimeout(0);
        start();
    }

    private static HttpConfiguration configuration() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(HEADERS);
        // The name a caller dials is its business: what it may do follows from its certificate.
        http.addCustomizer(new SecureRequestCustomizer(false));
        return http;
    }

    private void start() throws IOException {
        try {
            server.start();
        } catch (IOException e) {
            close();
            throw e;
        } catch (Exception e) {
            close();
            throw new IOException("the API does not start", e);
        }
    }

    int port() {
        return connector.getLocalPort();
    }

    /** For connections to come; those that are goes on as they are. */
    void renew(SSLContext context) throws IOException {
        try {
            tls.reload(factory -> factory.setSslContext(context));
        } catch (Exception e) {
            throw new IOException("the certificates cannot be used", e);
        }
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the API does not stop", e);
        }
    }

    private static final class Connector extends ServerConnector {

        Connector(Server server, ConnectionFactory... factories) {
            super(server, 1, 1, factories);
        }

        @Override
        protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
            SocketChannelEndPoint endPoint = new RequestedEndPoint(channel, selector, key, getScheduler());
            endPoint.setIdleTimeout(getIdleTimeout());
            return endPoint;
        }
    }

    /** What Jetty itself refuses is a problem like any other, without a word about Jetty. */
    private static final class Problems extends ErrorHandler {

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            int status = response.getStatus();
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
            response.write(true, ByteBuffer.wrap(body(status)), callback);
            return true;
        }

        @Override
        public ByteBuffer badMessageError(int status, String reason, HttpFields.Mutable fields) {
            fields.put(HttpHeader.CONTENT_TYPE, "application/problem+json");
            return ByteBuffer.wrap(body(status));
        }

        private static byte[] body(int status) {
            String title = HttpStatus.getMessage(status);
            return ProblemAnswer.body("bad-request", status, title, "The request could not be read.");
        }
    }
}

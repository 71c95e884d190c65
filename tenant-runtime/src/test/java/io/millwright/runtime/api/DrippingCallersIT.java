package io.millwright.runtime.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.brokerextension.TestIdentity;
import io.millwright.runtime.TestTenants;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.IdleTimeout;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that are never silent and never done. */
@Timeout(60)
class DrippingCallersIT {

    private static final Duration IDLE = Duration.ofSeconds(3);
    /** So slowly that what drips takes far longer than the idle time, and no pause is nearly as long as it. */
    private static final Duration PAUSE = Duration.ofMillis(150);

    private static final String HEADERS = "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    private static final String REST = "x".repeat(60);

    private static final int TRIES = 10;

    @TempDir
    Path directory;

    private ApiServer server(Duration idle, Handler handler) throws IOException {
        TestIdentity shown = TestTenants.pki().server("tenant-runtime");
        Files.writeString(directory.resolve("tls.crt"), shown.chainPem());
        Files.writeString(directory.resolve("tls.key"), shown.keyPem());
        Files.writeString(directory.resolve("ca.crt"), TestTenants.root().certificatePem());
        return new ApiServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new TlsDirectory(directory).read(),
                idle,
                handler);
    }

    /** A machine that is busy may need several tries to shake hands within the idle time. */
    private static SSLSocket connected(ApiServer server) throws IOException {
        for (int i = 1; ; i++) {
            SSLSocket socket = (SSLSocket) TestApi.CONTROL_PLANE
                    .tls(TestTenants.root())
                    .getSocketFactory()
                    .createSocket("localhost", server.port());
            try {
                socket.startHandshake();
                return socket;
            } catch (SSLException e) {
                socket.close();
                if (i == TRIES) {
                    throw e;
                }
            }
        }
    }

    @Test
    void a_handshake_headers_and_a_body_that_drip_are_cut_before_they_are_whole() throws Exception {
        try (ApiServer server = server(IDLE, new Reading());
                Socket plain = new Socket(InetAddress.getLoopbackAddress(), server.port());
                SSLSocket another = connected(server);
                SSLSocket third = connected(server);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            // The head of a record of 16 KiB, in which a ClientHello begins that never ends.
            Future<String> handshake = threads.submit(
                    () -> answerTo(plain, "\u0016\u0003\u0001\u0040\u0000\u0001\u0000\u003f\u00fc", REST));
            Future<String> headers = threads.submit(() -> answerTo(another, "", HEADERS));
            Future<String> body = threads.submit(() -> answerTo(
                    third,
                    "POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 60\r\n\r\n",
                    REST));

            assertThat(handshake.get()).isEmpty();
            assertThat(headers.get()).isEmpty();
            assertThat(body.get()).doesNotContain("200 OK");
        }
    }

    @Test
    void what_is_sent_of_an_answer_is_activity() throws Exception {
        try (ApiServer server = server(Duration.ofSeconds(50), new Writing());
                SSLSocket socket = connected(server)) {
            assertThat(answerTo(socket, HEADERS, "")).contains("active");
        }
    }

    /** Sends the beginning at once and the rest byte by byte; empty too if the server has hung up. */
    private static String answerTo(Socket socket, String atOnce, String dripping) throws InterruptedException {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(atOnce.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            for (byte one : dripping.getBytes(StandardCharsets.ISO_8859_1)) {
                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
                out.write(one);
                out.flush();
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    /** Answers what is there whole. */
    private static final class Reading extends Handler.Abstract {

        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            try {
                ApiHandler.body(request, 1_000);
                response.write(true, ByteBuffer.allocate(0), callback);
            } catch (IOException e) {
                callback.failed(e);
            }
            return true;
        }
    }

    /** Writes until the connection counts as less idle than before a write. */
    private static final class Writing extends Handler.Abstract {

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            ApiHandler.body(request, 1_000);
            EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
            while (endPoint instanceof EndPoint.Wrapper wrapper) {
                endPoint = wrapper.unwrap();
            }
            for (int i = 0; i < 100; i++) {
                TimeUnit.MILLISECONDS.sleep(20);
                long before = idleFor(endPoint);
                Content.Sink.write(response, false, ByteBuffer.wrap(new byte[] {'.'}));
                if (idleFor(endPoint) < before) {
                    Content.Sink.write(response, false, ByteBuffer.wrap("active".getBytes(StandardCharsets.US_ASCII)));
                    break;
                }
            }
            response.write(true, ByteBuffer.allocate(0), callback);
            return true;
        }

        private static long idleFor(EndPoint endPoint) {
            return endPoint instanceof IdleTimeout timed ? timed.getIdleFor() : 0;
        }
    }
}

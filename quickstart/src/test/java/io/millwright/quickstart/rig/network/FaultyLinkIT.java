package io.millwright.quickstart.rig.network;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The link between real sockets: a client here, and a server that says back what it hears. */
class FaultyLinkIT {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int SHORT_MILLIS = 300;

    private final BlockingQueue<Socket> served = new LinkedBlockingQueue<>();
    private ServerSocket server;
    private FaultyLink link;

    @BeforeEach
    void serve() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofVirtual().start(this::accept);
        link = FaultyLink.to(server.getLocalPort());
    }

    @AfterEach
    void stop() throws IOException {
        link.close();
        server.close();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                served.add(socket);
                Thread.ofVirtual().start(() -> echo(socket));
            }
        } catch (IOException _) {
            return;
        }
    }

    private static void echo(Socket socket) {
        try (socket) {
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException _) {
            return;
        }
    }

    @Test
    void bytes_pass_in_both_directions_and_an_end_is_told() throws Exception {
        try (Socket client = connect()) {
            assertThat(said(client, "hello")).isEqualTo("hello");
            client.shutdownOutput();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(link.accepted()).isEqualTo(1);
    }

    @Test
    void a_delay_comes_twice_on_a_way_there_and_back_and_costs_no_rate() throws Exception {
        try (Socket client = connect()) {
            said(client, "warm");
            link.delay(Duration.ofMillis(100));
            long begun = System.nanoTime();
            for (int i = 0; i < 20; i++) {
                client.getOutputStream().write("hello".getBytes(US_ASCII));
            }
            assertThat(client.getInputStream().readNBytes(100)).hasSize(100);
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isGreaterThanOrEqualTo(Duration.ofMillis(200))
                    .isLessThan(Duration.ofMillis(20 * 200));
        }
    }

    @Test
    void a_black_hole_tells_nobody_and_spares_new_connections() throws Exception {
        try (Socket old = connect()) {
            said(old, "before");
            link.blackHole();
            assertThatThrownBy(() -> said(old, "lost")).isInstanceOf(SocketTimeoutException.class);
            try (Socket fresh = connect()) {
                assertThat(said(fresh, "after")).isEqualTo("after");
            }
            served.take().close();
            await().atMost(SOON).until(() -> link.givenUpByTarget() == 1);
            assertThatThrownBy(() -> old.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void a_cut_silences_new_connections_too_until_it_is_restored() throws Exception {
        try (Socket old = connect()) {
            said(old, "before");
            link.cut();
            try (Socket during = connect()) {
                assertThatThrownBy(() -> said(during, "lost")).isInstanceOf(SocketTimeoutException.class);
                link.restore();
                assertThatThrownBy(() -> said(during, "lost")).isInstanceOf(IOException.class);
            }
            assertThatThrownBy(() -> said(old, "lost")).isInstanceOf(IOException.class);
            try (Socket after = connect()) {
                assertThat(said(after, "hello")).isEqualTo("hello");
            }
        }
    }

    @Test
    void what_is_held_back_never_arrives_while_the_other_direction_goes_on() throws Exception {
        try (Socket client = connect()) {
            said(client, "before");
            Socket there = served.take();
            link.hold(Direction.TO_TARGET);
            client.getOutputStream().write("held".getBytes(US_ASCII));
            there.getOutputStream().write("news!".getBytes(US_ASCII));
            assertThat(client.getInputStream().readNBytes(5)).asString().isEqualTo("news!");
            link.reset();
            await().atMost(SOON).until(there::isClosed); // the echo ended without having heard more
            assertThatThrownBy(() -> said(client, "more")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_drip_gives_few_bytes_a_second() throws Exception {
        try (Socket client = connect()) {
            said(client, "warm");
            link.drip(20);
            long begun = System.nanoTime();
            assertThat(said(client, "12345")).isEqualTo("12345");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(Duration.ofMillis(250));
        }
    }

    @Test
    void a_target_that_does_not_listen_is_a_reset() throws Exception {
        server.close();
        try (Socket client = connect()) {
            assertThat(ended(client)).isTrue();
        }
    }

    private static boolean ended(Socket client) throws IOException {
        try {
            return client.getInputStream().read() == -1;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), link.port()));
        socket.setSoTimeout(SHORT_MILLIS * 5);
        return socket;
    }

    private static String said(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(US_ASCII));
        byte[] heard = client.getInputStream().readNBytes(text.length());
        if (heard.length < text.length()) {
            throw new IOException("ended after " + Arrays.toString(heard));
        }
        return new String(heard, US_ASCII);
    }
}

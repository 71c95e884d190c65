package io.millwright.quickstart.faults;

import io.millwright.quickstart.rig.Rig;
import io.millwright.quickstart.rig.load.TlsIdentity;
import io.millwright.quickstart.rig.network.DrippingSocket;
import io.millwright.quickstart.rig.tenant.Certificates;
import io.millwright.wire.DeviceId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * Row 15: clients of broker and runtime that send one byte a second, from the handshake on or later. Each is cut, and nobody else
 * notices them.
 */
final class SlowClients implements Fault {

    private static final int EACH = 20;
    /** The longest time-out is 30 s. */
    private static final Duration BOUND = Duration.ofSeconds(60);

    private static final byte KEEP_ALIVE = 10;
    private static final String REST = "x".repeat(2_000);

    @Override
    public String id() {
        return "15";
    }

    @Override
    public String what() {
        return "clients that drip one byte a second into broker and API";
    }

    /**
     * Where a client begins to drip.
     *
     * @param bounded whether it must be cut
     */
    private record Stage(String what, int port, boolean bounded, Session session) {}

    private interface Session {
        void hold(DrippingSocket socket, int number) throws IOException;
    }

    @Override
    public Outcome run(Scene scene) throws Exception {
        Rig rig = scene.rig();
        List<String> complaints = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        Duration worst = Duration.ZERO;
        try (Bystanders others = Bystanders.of(rig);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Stage> stages = stages(rig);
            List<List<Future<Duration>>> cuts = new ArrayList<>();
            for (Stage stage : stages) {
                List<Future<Duration>> clients = new ArrayList<>();
                for (int i = 0; i < EACH; i++) {
                    int number = i;
                    clients.add(threads.submit(() -> untilCut(stage, number)));
                }
                cuts.add(clients);
            }
            long end = System.nanoTime() + BOUND.toNanos();
            for (int i = 0; i < stages.size(); i++) {
                Duration longest = Duration.ZERO;
                int cut = 0;
                for (Future<Duration> client : cuts.get(i)) {
                    try {
                        Duration took = client.get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
                        longest = took.compareTo(longest) > 0 ? took : longest;
                        cut++;
                    } catch (TimeoutException e) {
                        client.cancel(true);
                    }
                }
                notes.add(String.format(
                        Locale.ROOT,
                        "%s: %d of %d cut, after %.1f s at most.",
                        stages.get(i).what(),
                        cut,
                        EACH,
                        longest.toMillis() / 1e3));
                if (cut < EACH && stages.get(i).bounded()) {
                    complaints.add((EACH - cut) + " clients were not cut in " + BOUND.toSeconds() + " s: "
                            + stages.get(i).what() + ".");
                }
                worst = longest.compareTo(worst) > 0 ? longest : worst;
            }
            notes.add(others.fared(EACH * stages.size() + " slow clients"));
            Outcome outcome = others.outcome(List.of(), worst, BOUND, complaints);
            return new Outcome(outcome.truth(), worst, BOUND, outcome.complaints(), notes)
                    .noting("Recovered means that the last of them was cut.");
        }
    }

    private static Duration untilCut(Stage stage, int number) throws IOException {
        long begin = System.nanoTime();
        try (DrippingSocket socket = new DrippingSocket(stage.port())) {
            begin = System.nanoTime();
            stage.session().hold(socket, number);
        } catch (IOException e) {
            return Duration.ofNanos(System.nanoTime() - begin);
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private static List<Stage> stages(Rig rig) {
        int broker = rig.brokerPort();
        int api = rig.api().getPort();
        SSLContext caller = rig.controlPlane().context();
        return List.of(
                new Stage("MQTT, handshake", broker, true, (socket, number) -> handshake(device(rig, number), socket)),
                new Stage(
                        "MQTT, CONNECT",
                        broker,
                        true,
                        (socket, number) -> drip(device(rig, number), socket, new byte[0], connect(name(number)))),
                // HiveMQ CE takes bytes for signs of life: whoever is in the middle of a packet stays, with one
                // connection a device.
                new Stage(
                        "MQTT, PUBLISH",
                        broker,
                        false,
                        (socket, number) ->
                                drip(device(rig, number + EACH), socket, connect(name(number + EACH)), publish())),
                new Stage("HTTPS, handshake", api, true, (socket, _) -> handshake(caller, socket)),
                new Stage(
                        "HTTPS, headers",
                        api,
                        true,
                        (socket, _) -> drip(
                                caller,
                                socket,
                                new byte[0],
                                ascii("GET /v1/tenants/acme/latest HTTP/1.1\r\nX: " + REST))),
                new Stage(
                        "HTTPS, body",
                        api,
                        true,
                        (socket, _) -> drip(
                                caller,
                                socket,
                                ascii("POST /v1/tenants/acme/devices/press-1/commands HTTP/1.1\r\nHost: localhost\r\n"
                                        + "Content-Length: " + REST.length() + "\r\n\r\n"),
                                ascii(REST))));
    }

    private static void handshake(SSLContext context, DrippingSocket socket) throws IOException {
        socket.drip();
        tls(context, socket).startHandshake();
    }

    /** Drips until the other end has had enough: that is heard by reading, or felt by writing. */
    private static void drip(SSLContext context, DrippingSocket socket, byte[] atOnce, byte[] dripping)
            throws IOException {
        SSLSocket tls = tls(context, socket);
        tls.startHandshake();
        OutputStream out = tls.getOutputStream();
        out.write(atOnce);
        out.flush();
        socket.drip();
        Thread writer = Thread.ofVirtual().start(() -> {
            try {
                for (byte one : dripping) {
                    out.write(one);
                }
            } catch (IOException _) {
                // The other end has hung up, which the reader hears too.
                return;
            }
        });
        InputStream in = tls.getInputStream();
        while (in.read() >= 0) {}
        writer.interrupt();
    }

    private static SSLSocket tls(SSLContext context, DrippingSocket socket) throws IOException {
        return (SSLSocket) context.getSocketFactory().createSocket(socket, "127.0.0.1", socket.getPort(), true);
    }

    private static String name(int number) {
        return "slow-" + number;
    }

    private static SSLContext device(Rig rig, int number) {
        Certificates.Identity identity = rig.certificates().device(Rig.SITE, new DeviceId(name(number)));
        return TlsIdentity.of(
                        identity.key(), identity.chain(), rig.certificates().root())
                .context();
    }

    /** MQTT 5, clean start. */
    private static byte[] connect(String client) {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.writeBytes(
                new byte[] {0x10, (byte) (13 + client.length()), 0, 4, 'M', 'Q', 'T', 'T', 5, 2, 0, KEEP_ALIVE, 0, 0});
        packet.write(client.length());
        packet.writeBytes(ascii(client));
        return packet.toByteArray();
    }

    /** The beginning of a packet of 2,000 bytes. */
    private static byte[] publish() {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.writeBytes(new byte[] {0x30, (byte) 0xD0, 0x0F});
        packet.writeBytes(ascii(REST));
        return packet.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

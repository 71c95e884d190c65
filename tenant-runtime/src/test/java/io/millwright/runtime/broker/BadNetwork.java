package io.millwright.runtime.broker;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A relay that can hold everything back until released, or swallow what its present connections carry without closing them. */
final class BadNetwork implements AutoCloseable {

    private final ServerSocket server;
    private final int target;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile CountDownLatch held = new CountDownLatch(0);
    private volatile int swallowed;

    private BadNetwork(ServerSocket server, int target) {
        this.server = server;
        this.target = target;
    }

    static BadNetwork before(int target) throws IOException {
        BadNetwork network = new BadNetwork(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")), target);
        Thread.ofVirtual().start(network::accept);
        return network;
    }

    int port() {
        return server.getLocalPort();
    }

    int connections() {
        return sockets.size() / 2;
    }

    /** Whether one of the two ends has hung up on each. */
    boolean allClosed() {
        return sockets.stream().filter(Socket::isClosed).count() >= connections();
    }

    void hold() {
        held = new CountDownLatch(1);
    }

    void release() {
        held.countDown();
    }

    /** From now on the connections that there are carry nothing; new ones are fine. */
    void swallow() {
        swallowed = connections();
    }

    private void accept() {
        try {
            while (true) {
                Socket in = server.accept();
                Socket out = new Socket(InetAddress.getByName("127.0.0.1"), target);
                sockets.addAll(List.of(in, out));
                int number = connections();
                Thread.ofVirtual().start(() -> pass(in, out, number));
                Thread.ofVirtual().start(() -> pass(out, in, number));
            }
        } catch (IOException e) {
            // Closed.
            Thread.currentThread().interrupt();
        }
    }

    private void pass(Socket from, Socket to, int number) {
        byte[] buffer = new byte[16 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                held.await();
                if (number > swallowed) {
                    out.write(buffer, 0, read);
                }
            }
            if (number > swallowed) {
                to.close();
            }
        } catch (IOException | InterruptedException e) {
            // One of the two has closed, or the test ends.
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        release();
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}

package io.millwright.quickstart.rig.network;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A TCP relay from a loopback port to another one that can delay, drip, hold back, swallow, reset and cut. Thread-safe.
 *
 * <p>What is swallowed is still acknowledged by this machine's TCP, as by a middlebox that forgot the connection: neither end
 * learns anything from it, which is what a half-open connection looks like to both.
 */
public final class FaultyLink implements AutoCloseable {

    private static final int BACKLOG = 512;

    private final ServerSocket server;
    private final InetSocketAddress target;
    private final Supplier<Tap> taps;
    private final Set<Relay> relays = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger givenUp = new AtomicInteger();
    private volatile Weather weather = Weather.CLEAR;

    private FaultyLink(ServerSocket server, InetSocketAddress target, Supplier<Tap> taps) {
        this.server = server;
        this.target = target;
        this.taps = taps;
    }

    /** Listens on any free port; the target need not listen yet. */
    public static FaultyLink to(int port) throws IOException {
        return to(port, Tap::none);
    }

    /** @param taps one for each connection */
    public static FaultyLink to(int port, Supplier<Tap> taps) throws IOException {
        InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
        FaultyLink link =
                new FaultyLink(new ServerSocket(0, BACKLOG, loopback), new InetSocketAddress(loopback, port), taps);
        Thread.ofVirtual().name("link-" + link.port()).start(link::accept);
        return link;
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Connections taken so far, whatever became of them. */
    public int accepted() {
        return accepted.get();
    }

    /** Connections that the target ended itself after they had begun to swallow everything. */
    public int givenUpByTarget() {
        return givenUp.get();
    }

    /** Each byte arrives so much later, in both directions; connections stay as fast as they were. */
    public void delay(Duration delay) {
        weather = new Weather(delay, weather.bytesPerSecond(), weather.silent());
    }

    /** Bytes go one by one; 0 ends it. */
    public void drip(int bytesPerSecond) {
        weather = new Weather(weather.delay(), bytesPerSecond, weather.silent());
    }

    /** Present connections carry nothing more that way until they are reset; what was held back is lost then. */
    public void hold(Direction direction) {
        relays.forEach(relay -> relay.hold(direction));
    }

    /** Present connections stay open at both ends and swallow everything; new ones are fine. */
    public void blackHole() {
        relays.forEach(Relay::swallow);
    }

    /** Nothing passes: present connections swallow everything, new ones hear nothing. */
    public void cut() {
        weather = new Weather(weather.delay(), weather.bytesPerSecond(), true);
        blackHole();
    }

    /** Ends a cut; whatever was connected meanwhile is reset. */
    public void restore() {
        weather = new Weather(weather.delay(), weather.bytesPerSecond(), false);
        reset();
    }

    /** Ends all present connections with a TCP reset at both ends. */
    public void reset() {
        relays.forEach(Relay::reset);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket near = server.accept();
                accepted.incrementAndGet();
                Relay relay = new Relay(near, () -> weather, taps.get(), relays::remove, givenUp::incrementAndGet);
                relays.add(relay);
                Thread.ofVirtual().name("relay").start(() -> relay.run(target));
            } catch (IOException _) {
                // Closed, or a client that gave up between SYN and accept: the loop's condition tells which.
                Thread.onSpinWait();
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        reset();
    }
}

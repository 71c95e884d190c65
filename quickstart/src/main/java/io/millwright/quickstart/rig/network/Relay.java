package io.millwright.quickstart.rig.network;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One connection of a link. */
final class Relay {

    private static final int CONNECT_MILLIS = 2_000;

    private final Socket near;
    private final Socket far = new Socket();
    private final Supplier<Weather> weather;
    private final Consumer<Relay> ended;
    private final Runnable gaveUp;
    private final Pump up;
    private final Pump down;
    private final AtomicBoolean over = new AtomicBoolean();

    /** @param gaveUp called when the target hangs up on a connection that swallows everything */
    Relay(Socket near, Supplier<Weather> weather, Tap tap, Consumer<Relay> ended, Runnable gaveUp) {
        this.near = near;
        this.weather = weather;
        this.ended = ended;
        this.gaveUp = gaveUp;
        this.up = new Pump(weather, Tap.none());
        this.down = new Pump(weather, tap);
    }

    void run(InetSocketAddress target) {
        if (weather.get().silent()) {
            return; // it stays in the link's set, to be reset when the cut ends
        }
        try {
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            far.connect(target, CONNECT_MILLIS);
            up.start(near, far, this::end);
            down.start(far, near, this::targetEnded);
        } catch (IOException _) {
            reset(); // as a closed port would answer
        }
    }

    void hold(Direction direction) {
        (direction == Direction.TO_TARGET ? up : down).hold();
    }

    void swallow() {
        up.swallow();
        down.swallow();
    }

    private void targetEnded() {
        if (down.swallows() && over.get()) {
            return;
        }
        if (down.swallows()) {
            gaveUp.run();
        }
        end();
    }

    /** One end hung up: the other hears so, unless this connection swallows everything. */
    private void end() {
        if (up.swallows() || down.swallows()) {
            return;
        }
        close(false);
    }

    void reset() {
        close(true);
    }

    private void close(boolean abruptly) {
        if (!over.compareAndSet(false, true)) {
            return;
        }
        ended.accept(this);
        up.stop();
        down.stop();
        for (Socket socket : new Socket[] {near, far}) {
            try {
                if (abruptly) {
                    socket.setSoLinger(true, 0);
                }
                socket.close();
            } catch (IOException _) {
                // It was closed already, which is what is wanted.
                continue;
            }
        }
    }
}

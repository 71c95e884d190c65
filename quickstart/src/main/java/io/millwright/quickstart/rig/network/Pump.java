package io.millwright.quickstart.rig.network;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Carries one direction of a connection. Reading and writing are apart, so that a delay costs time but no rate. */
final class Pump {

    private static final int CHUNK = 16 * 1024;
    private static final int UNDER_WAY = 256;
    private static final Chunk END = new Chunk(new byte[0], 0);

    private record Chunk(byte[] bytes, long due) {}

    private final Supplier<Weather> weather;
    private final Tap tap;
    private final BlockingQueue<Chunk> queue = new ArrayBlockingQueue<>(UNDER_WAY);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile boolean held;
    private volatile boolean swallowing;

    Pump(Supplier<Weather> weather, Tap tap) {
        this.weather = weather;
        this.tap = tap;
    }

    /** @param ended called when either end is gone, possibly twice */
    void start(Socket from, Socket to, Runnable ended) {
        Thread.ofVirtual().name("pump-in").start(() -> read(from));
        Thread.ofVirtual().name("pump-out").start(() -> {
            write(to);
            ended.run();
        });
    }

    void hold() {
        held = true;
    }

    void swallow() {
        swallowing = true;
    }

    boolean swallows() {
        return swallowing;
    }

    void stop() {
        stopped.countDown();
        queue.clear();
        queue.add(END);
    }

    private void read(Socket from) {
        byte[] buffer = new byte[CHUNK];
        try {
            int length = from.getInputStream().read(buffer);
            while (length >= 0 && stopped.getCount() > 0) {
                long due = System.nanoTime() + weather.get().delay().toNanos();
                queue.put(new Chunk(Arrays.copyOf(buffer, length), due));
                length = from.getInputStream().read(buffer);
            }
            queue.put(END);
        } catch (IOException _) {
            queue.offer(END); // full only while the other end takes nothing; its closing ends the writer
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(Socket to) {
        try {
            OutputStream out = to.getOutputStream();
            for (Chunk chunk = queue.take(); chunk != END; chunk = queue.take()) {
                pause(chunk.due() - System.nanoTime());
                if (held && !swallowing) {
                    stopped.await();
                    return;
                }
                if (!swallowing) {
                    tap.passing(chunk.bytes(), chunk.bytes().length);
                    forward(out, chunk.bytes());
                }
            }
        } catch (IOException _) {
            return; // that end is gone: the caller tells the other
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void forward(OutputStream out, byte[] bytes) throws IOException, InterruptedException {
        int rate = weather.get().bytesPerSecond();
        if (rate == 0) {
            out.write(bytes);
            return;
        }
        for (byte one : bytes) {
            pause(TimeUnit.SECONDS.toNanos(1) / rate);
            out.write(one);
        }
    }

    /** Cut short when the connection ends. */
    private void pause(long nanos) throws InterruptedException {
        if (nanos > 0) {
            boolean over = stopped.await(nanos, TimeUnit.NANOSECONDS);
            if (over) {
                Thread.yield();
            }
        }
    }
}

package io.millwright.edge.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;

/** Keeps a second agent out of a state directory; the system releases it when the process ends, however it ends. */
public final class StateLock implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final FileChannel channel;

    private StateLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Empty if somebody else holds it all the while. A short wait passes over somebody who only looks whether it is held. */
    public static Optional<StateLock> acquire(StateDirectory state, Duration wait)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + wait.toNanos();
        while (true) {
            Optional<StateLock> lock = tryAcquire(state);
            if (lock.isPresent() || System.nanoTime() - end >= 0) {
                return lock;
            }
            Thread.sleep(PAUSE);
        }
    }

    private static Optional<StateLock> tryAcquire(StateDirectory state) throws IOException {
        FileChannel channel = FileChannel.open(state.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(new StateLock(channel));
            }
        } catch (OverlappingFileLockException e) {
            // Held by this very process.
        }
        channel.close();
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

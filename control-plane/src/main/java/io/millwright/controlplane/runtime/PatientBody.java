package io.millwright.controlplane.runtime;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * A body that is passed on as it comes. A runtime that lets its reader wait too long is cut off, from outside as a read cannot
 * be; how long the reader takes between two reads is none of its business.
 */
final class PatientBody extends FilterInputStream {

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final long NOBODY_READS = 0;

    private final Duration patience;
    private final Thread watch;
    private volatile long readingSince = NOBODY_READS;

    PatientBody(InputStream body, Duration patience) {
        super(body);
        this.patience = patience;
        this.watch = Thread.ofVirtual().name("patient-body").start(this::look);
    }

    private void look() {
        try {
            while (true) {
                Thread.sleep(LOOK);
                long since = readingSince;
                if (since != NOBODY_READS && System.nanoTime() - since > patience.toNanos()) {
                    in.close();
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed by us
        } catch (IOException e) {
            // The read that hangs finds out by itself.
        }
    }

    @Override
    public int read() throws IOException {
        begin();
        try {
            return in.read();
        } finally {
            readingSince = NOBODY_READS;
        }
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        begin();
        try {
            return in.read(into, offset, length);
        } finally {
            readingSince = NOBODY_READS;
        }
    }

    private void begin() {
        readingSince = System.nanoTime() | 1; // never the one number that means nobody
    }

    @Override
    public void close() throws IOException {
        watch.interrupt();
        super.close();
    }
}

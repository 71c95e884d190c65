package io.millwright.quickstart.rig.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** Devices that send together, each from a thread of its own. */
public final class Load implements AutoCloseable {

    private final List<LoadDevice> devices;
    private final List<Thread> senders = new ArrayList<>();
    private volatile boolean stop;

    public Load(List<LoadDevice> devices) {
        this.devices = List.copyOf(devices);
    }

    public List<LoadDevice> devices() {
        return devices;
    }

    /** Each sends as fast as receipts come, until stopped. */
    public void saturate() {
        start(device -> {
            while (!stop) {
                device.append();
            }
        });
    }

    /** All together send so many messages, as fast as receipts come; returns when each has its receipt. */
    public boolean send(long messages, Duration patience) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(devices.size());
        long each = (messages + devices.size() - 1) / devices.size();
        start(device -> {
            for (long i = 0; i < each; i++) {
                device.append();
            }
            done.countDown();
        });
        done.await();
        return settle(patience);
    }

    /** An open loop: messages are due at an even pace, whether or not earlier ones have their receipts. */
    public void pace(double messagesPerSecond) {
        double gap = 1e9 * devices.size() / messagesPerSecond;
        long begin = System.nanoTime();
        start(device -> {
            double offset = gap * devices.indexOf(device) / devices.size();
            for (long i = 0; !stop; i++) {
                long due = begin + (long) (offset + i * gap);
                long wait = due - System.nanoTime();
                if (wait > 0) {
                    LockSupport.parkNanos(wait);
                }
                device.append(due);
            }
        });
    }

    private interface Sending {
        void by(LoadDevice device) throws InterruptedException;
    }

    private void start(Sending sending) {
        stop = false;
        for (LoadDevice device : devices) {
            senders.add(Thread.ofVirtual().name("load").start(() -> {
                try {
                    sending.by(device);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
    }

    /** No more is appended, and nothing is waited for. */
    public void halt() throws InterruptedException {
        stop = true;
        for (Thread sender : senders) {
            sender.join();
        }
        senders.clear();
    }

    /** No more is appended; whether every message got its receipt in time. */
    public boolean settle(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        stop = true;
        for (Thread sender : senders) {
            sender.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
        }
        boolean settled = senders.stream().noneMatch(Thread::isAlive);
        senders.clear();
        for (LoadDevice device : devices) {
            settled &= device.awaitReceipts(deadline);
        }
        return settled;
    }

    public long receiptedPoints() {
        return devices.stream().mapToLong(LoadDevice::receipted).sum();
    }

    public long waiting() {
        return devices.stream().mapToLong(LoadDevice::waiting).sum();
    }

    public Truth truth() {
        return truth(devices.stream().map(LoadDevice::journal).toList());
    }

    /** What these journals say together. */
    public static Truth truth(List<Journal> journals) {
        Map<Truth.Series, Truth.Sum> series = new HashMap<>();
        Map<Truth.Stream, Truth.Position> streams = new HashMap<>();
        journals.forEach(journal -> journal.into(series, streams));
        long messages = journals.stream().mapToLong(Journal::messages).sum();
        long points = series.values().stream().mapToLong(Truth.Sum::points).sum();
        return new Truth(series, Map.of(), streams, messages, points);
    }

    @Override
    public void close() {
        stop = true;
        senders.forEach(Thread::interrupt);
        devices.forEach(LoadDevice::close);
    }
}

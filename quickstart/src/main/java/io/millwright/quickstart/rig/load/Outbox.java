package io.millwright.quickstart.rig.load;

import io.millwright.wire.receipt.Receipt;
import io.millwright.wire.telemetry.SeqRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Messages without a receipt, kept to be sent again, as an agent's buffer keeps them. Thread-safe. */
final class Outbox {

    /**
     * A message on its way.
     *
     * @param appended when it was due to be sent, by the monotonic clock
     * @param sent when it was sent last
     */
    record Message(long seq, byte[] payload, long appended, long sent) {

        Message sentAt(long now) {
            return new Message(seq, payload, appended, now);
        }
    }

    /** Of a backlog, messages under way without a receipt: as many as the agent's, which leaves room for what others send. */
    static final int BACKLOG_UNDER_WAY = 64;

    private final int room;
    private final TreeMap<Long, Message> messages = new TreeMap<>();

    /** What lies between them waits for its turn; nothing does where the first is beyond the second. */
    private long backlog = 1;

    private long backlogEnd;

    /** @param room more messages than this wait for receipts before another is taken */
    Outbox(int room) {
        this.room = room;
    }

    /** Waits for room. */
    synchronized void add(Message message) throws InterruptedException {
        while (messages.size() >= room) {
            wait();
        }
        messages.put(message.seq(), message);
    }

    /** Removes what the receipt covers and answers it; everything else stays. */
    synchronized List<Message> settle(Receipt receipt) {
        List<Message> settled = new ArrayList<>();
        long from = 0;
        for (SeqRange missing : receipt.missing()) {
            settle(from, missing.first(), settled);
            from = missing.last() + 1;
        }
        settle(from, receipt.committed() + 1, settled);
        if (!settled.isEmpty()) {
            notifyAll();
        }
        return settled;
    }

    /** Looks at no message that stays: a device that is held has tens of thousands of them. */
    private void settle(long from, long end, List<Message> settled) {
        Map<Long, Message> covered = messages.subMap(from, end);
        settled.addAll(covered.values());
        covered.clear();
    }

    /** There is a new connection, and nothing is under way on it: all that is here becomes the backlog. */
    synchronized void reconnected() {
        backlog = messages.isEmpty() ? 1 : messages.firstKey();
        backlogEnd = messages.isEmpty() ? 0 : messages.lastKey();
    }

    /** The next of the backlog, oldest first, as far as there is room for it; it counts as sent at {@code now}. */
    synchronized List<Message> backlog(long now) {
        List<Message> next = new ArrayList<>();
        if (backlog > backlogEnd) {
            return next;
        }
        int underWay = messages.headMap(backlog).size();
        for (Map.Entry<Long, Message> entry :
                messages.subMap(backlog, true, backlogEnd, true).entrySet()) {
            if (underWay + next.size() >= BACKLOG_UNDER_WAY) {
                return next;
            }
            next.add(entry.getValue());
            entry.setValue(entry.getValue().sentAt(now));
            backlog = entry.getKey() + 1;
        }
        backlog = backlogEnd + 1;
        return next;
    }

    /**
     * What was last sent before that moment, oldest first, at most so many; from now on it counts as sent at {@code now}. What
     * waits for its turn in the backlog is not due.
     */
    synchronized List<Message> due(long before, long now, int most) {
        List<Message> due = new ArrayList<>();
        for (Map.Entry<Long, Message> entry : messages.entrySet()) {
            Message message = entry.getValue();
            if (due.size() == most) {
                break;
            }
            boolean waits = message.seq() >= backlog && message.seq() <= backlogEnd;
            if (!waits && message.sent() - before < 0) {
                due.add(message);
                entry.setValue(message.sentAt(now));
            }
        }
        return due;
    }

    synchronized int size() {
        return messages.size();
    }

    /** Whether it became empty in time. */
    synchronized boolean awaitEmpty(long deadline) throws InterruptedException {
        while (!messages.isEmpty()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }
}

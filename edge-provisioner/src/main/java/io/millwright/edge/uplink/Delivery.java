package io.millwright.edge.uplink;

import io.millwright.edge.buffer.Buffer;
import io.millwright.edge.buffer.BufferUnavailableException;
import io.millwright.edge.buffer.StoredMessage;
import io.millwright.edge.uplink.Events.Event;
import io.millwright.edge.uplink.SendWindow.Wanted;
import io.millwright.wire.TopicKind;
import io.millwright.wire.receipt.Hold;
import io.millwright.wire.receipt.Receipt;
import io.millwright.wire.receipt.ReceiptCodec;
import io.millwright.wire.telemetry.BatchEncoder;
import io.millwright.wire.telemetry.TelemetryResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done with one session: telemetry out, receipts in, and between them only what a receipt covers is forgotten. */
final class Delivery {

    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);
    private static final Duration TICK = Duration.ofMillis(200);
    private static final int MOST_READ = 32;
    /** Receipts for what arrived before the outage come first, and spare sending it again. */
    private static final long BACKLOG_AFTER_NANOS = Duration.ofSeconds(1).toNanos();

    private static final long GAPS_AGAIN_NANOS = Duration.ofSeconds(60).toNanos();
    private static final long DISK_AGAIN_NANOS = Duration.ofSeconds(1).toNanos();

    private final BrokerSession session;
    private final Events events;
    private final Buffer buffer;
    private final Platform platform;
    private final Clock clock;
    private final SendWindow window = new SendWindow();
    private final Liveness liveness;
    private final Instant since;
    private final Map<String, Receipt> receipts = new TreeMap<>();
    private long generation = -1;
    private long backlogAt;
    private long gapsAt;
    private long diskAt;
    private long holdUntil;
    private boolean held;
    private volatile UplinkStatus status;

    Delivery(BrokerSession session, Events events, Buffer buffer, Platform platform, Clock clock) {
        this.session = session;
        this.events = events;
        this.buffer = buffer;
        this.platform = platform;
        this.clock = clock;
        this.since = clock.instant();
        long now = System.nanoTime();
        this.liveness = new Liveness(BrokerSession.KEEP_ALIVE, now);
        this.backlogAt = now + BACKLOG_AFTER_NANOS;
        this.gapsAt = now;
        this.diskAt = now;
        this.status = new UplinkStatus(true, since, 0, true, null, null, null, 0, "");
    }

    UplinkStatus status() {
        return status;
    }

    /** Delivers until the session is lost or somebody wants its end; says why it ended. */
    String run(BooleanSupplier wantsEnd) throws InterruptedException {
        online();
        platform.acknowledgement().ifPresent(ack -> publish(TopicKind.CONFIG_ACK, ack, false));
        while (true) {
            Event event = events.next(TICK);
            while (event != null) {
                handle(event);
                event = events.next(Duration.ZERO);
            }
            String loss = events.loss();
            if (loss != null) {
                return loss;
            }
            if (wantsEnd.getAsBoolean()) {
                return "the session was ended";
            }
            long now = System.nanoTime();
            if (liveness.dead(now)) {
                return "the broker does not answer any more";
            }
            if (liveness.shouldProbe(now)) {
                online();
            }
            work(now);
        }
    }

    private void online() {
        publish(TopicKind.STATE, Payloads.state(true, clock.instant(), platform.configuration()), true);
    }

    private void publish(TopicKind kind, byte[] payload, boolean retain) {
        liveness.asked(System.nanoTime());
        session.publish(kind, payload, retain);
    }

    private void handle(Event event) {
        long now = System.nanoTime();
        switch (event) {
            case Event.Woken _ -> {}
            case Event.Answered(String refusal) -> {
                liveness.answered(now);
                if (!refusal.isEmpty()) {
                    LOG.atDebug().addKeyValue("reason", refusal).log("the broker did not take a message");
                }
            }
            case Event.Received(TopicKind kind, byte[] payload) -> {
                liveness.heard(now);
                switch (kind) {
                    case RECEIPT -> read(payload);
                    case CONFIG -> configured(payload);
                    case COMMAND ->
                        platform.command(payload).ifPresent(ack -> publish(TopicKind.COMMAND_ACK, ack, false));
                    default -> {}
                }
            }
        }
    }

    private void configured(byte[] payload) {
        if (payload.length == 0) {
            // Whoever clears what is retained takes nothing back.
            return;
        }
        var before = platform.configuration();
        publish(TopicKind.CONFIG_ACK, platform.offer(payload), false);
        if (!before.equals(platform.configuration())) {
            online();
        }
    }

    private void read(byte[] payload) {
        switch (ReceiptCodec.decode(payload)) {
            case ReceiptCodec.Reading.Read(Receipt receipt) -> {
                receipts.put(receipt.stream(), receipt);
                Hold hold = receipt.hold();
                if (hold != null) {
                    holdUntil = System.nanoTime() + hold.pause().toNanos();
                    if (!held) {
                        LOG.atInfo()
                                .addKeyValue("reason", hold.reason().slug())
                                .addKeyValue("ms", hold.pause().toMillis())
                                .log("the platform asks to hold telemetry");
                    }
                    held = true;
                }
            }
            case ReceiptCodec.Reading.Unreadable(String sentence) ->
                LOG.atWarn().addKeyValue("reason", sentence).log("a receipt was passed over");
        }
    }

    private void work(long now) {
        if (diskAt - now > 0) {
            return;
        }
        try {
            settle(now);
            if (held && holdUntil - now <= 0) {
                held = false;
                generation = -1;
            }
            if (!held) {
                send(now);
                declareGaps(now);
            }
        } catch (BufferUnavailableException e) {
            diskAt = now + DISK_AGAIN_NANOS;
            LOG.atWarn().addKeyValue("reason", "disk").setCause(e).log("the buffer cannot be read");
        }
        status = new UplinkStatus(
                true,
                since,
                window.underWay(),
                window.hasBacklog(),
                held ? clock.instant().plusNanos(Math.max(0, holdUntil - now)) : null,
                status.lastReceipt(),
                status.lastReceiptStream(),
                status.lastReceiptCommitted(),
                "");
    }

    /** Of many receipts of a stream the last says it all. */
    private void settle(long now) throws BufferUnavailableException {
        for (Receipt receipt : List.copyOf(receipts.values())) {
            switch (buffer.receipt(receipt)) {
                case Buffer.Receipted.Applied applied -> {
                    window.arrived(id -> applied.covers(receipt, id));
                    backlogAt = Math.min(backlogAt, now);
                    status = new UplinkStatus(
                            true, since, 0, true, null, clock.instant(), receipt.stream(), receipt.committed(), "");
                }
                case Buffer.Receipted.UnknownStream _ ->
                    LOG.atDebug().addKeyValue("stream", receipt.stream()).log("a receipt of a stream of before");
                case Buffer.Receipted.BeyondHead _ ->
                    LOG.atError()
                            .addKeyValue("stream", receipt.stream())
                            .addKeyValue("committed", receipt.committed())
                            .log("a receipt covers what was never sent: nothing is deleted");
            }
            receipts.remove(receipt.stream());
        }
    }

    private void send(long now) throws BufferUnavailableException {
        long newest = buffer.newest();
        if (generation != buffer.generation()) {
            generation = buffer.generation();
            window.begin(newest);
        }
        deliver(window.wantedLive(newest), false, now);
        if (backlogAt - now <= 0 && window.hasBacklog()) {
            Wanted wanted = window.wantedBacklog();
            if (!wanted.nothing() && deliver(wanted, true, now) == 0) {
                window.backlogDone();
            }
        }
        if (window.idle(newest) && !buffer.read(0, Long.MAX_VALUE, 1).isEmpty()) {
            // Nothing is under way and yet something lies there: it was passed over, and all is looked through again.
            window.begin(newest);
        }
        for (long id : window.overdue(now, MOST_READ)) {
            List<StoredMessage> found = buffer.read(id - 1, id, 1);
            if (found.isEmpty()) {
                window.arrived(gone -> gone == id);
            }
            found.forEach(message -> publish(TopicKind.TELEMETRY, message.payload(), false));
        }
    }

    /** @return how many there were in the range */
    private int deliver(Wanted wanted, boolean ofBacklog, long now) throws BufferUnavailableException {
        if (wanted.nothing()) {
            return 0;
        }
        List<StoredMessage> messages = buffer.read(wanted.after(), wanted.upTo(), Math.min(MOST_READ, wanted.most()));
        for (StoredMessage message : messages) {
            if (window.depart(message.id(), ofBacklog, now)) {
                publish(TopicKind.TELEMETRY, message.payload(), false);
            }
        }
        return messages.size();
    }

    private void declareGaps(long now) throws BufferUnavailableException {
        if (gapsAt - now > 0) {
            return;
        }
        gapsAt = now + GAPS_AGAIN_NANOS;
        for (TelemetryResult.Gap gap : buffer.declareGaps()) {
            publish(TopicKind.TELEMETRY, BatchEncoder.encode(gap), false);
        }
    }
}

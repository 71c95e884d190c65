package io.millwright.runtime.ingest;

import io.millwright.wire.SparkplugKind;
import io.millwright.wire.SparkplugTopic;
import io.millwright.wire.sparkplug.EdgeNode;
import io.millwright.wire.sparkplug.NodeCommand;
import io.millwright.wire.sparkplug.SparkplugDecoder;
import io.millwright.wire.telemetry.PointSink;
import io.millwright.wire.telemetry.Refusal;
import io.millwright.wire.telemetry.TelemetryLimits;
import io.millwright.wire.telemetry.TelemetryResult;
import io.millwright.wire.telemetry.TimeWindow;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The Sparkplug edge nodes of one writer's devices, as long as this process remembers them. One that is not remembered, after a
 * restart or because others were heard since, is asked for a new birth when it is heard again, and so is one whose messages
 * cannot be read or have gaps. Keep it longer than a writer's buffers: a device that sends once a minute is no stranger. For one
 * thread at a time.
 */
final class EdgeNodes {

    /** Births by name, aliases and values of an edge node are some 200 bytes a metric. */
    private static final int MOST_WEIGHT = 100_000;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    /** After a restart every edge node is asked: not all of them in one moment. */
    private static final int MOST_A_SECOND = 100;

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** An edge node, and when it was asked for a birth. */
    private static final class Remembered {
        private final EdgeNode node = new EdgeNode();
        private int weight;
        private int asked;
        private long askedAt;
        private long births;
        private long gaps;
        private long lost;
    }

    private final SparkplugDecoder decoder = new SparkplugDecoder(TelemetryLimits.DEFAULT);
    private final Map<String, Remembered> nodes = new LinkedHashMap<>(16, 0.75f, true);
    private final Receipts out;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private long weight;
    private long second;
    private int askedInSecond;

    /** @param out where commands go; one that is lost is repeated */
    EdgeNodes(Receipts out, Clock clock, LongSupplier nanoTime) {
        this.out = out;
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /** Reads a message into the batch: its points into the sink, and what became of it into the message. */
    void read(Decoded message, SparkplugTopic topic, TimeWindow window, PointSink sink) {
        Remembered of = nodes.computeIfAbsent(message.device(), _ -> new Remembered());
        byte[] payload = message.arrival.payload();
        if (topic.kind().measures()) {
            message.result = decoder.decode(of.node, topic, payload, window, sink);
            if (topic.kind().birth() && message.result instanceof TelemetryResult.Measured) {
                message.report(new DeviceReport.State(true, null, null));
            }
        } else {
            Refusal refusal = decoder.death(of.node, topic, payload);
            if (refusal == null) {
                message.report(new DeviceReport.State(topic.kind() == SparkplugKind.DDEATH, null, null));
            } else {
                message.result = new TelemetryResult.Refused(refusal, 0, null);
                message.report(new DeviceReport.Unreadable());
            }
        }
        count(message, of);
        if (of.node.wantsRebirth()) {
            ask(topic, of);
        }
        bound(of);
    }

    private static void count(Decoded message, Remembered of) {
        if (of.node.births() != of.births || of.node.gaps() != of.gaps) {
            message.edgeNode = new Decoded.EdgeNodeNews(
                    of.node.births() - of.births, of.node.gaps() - of.gaps, of.node.lost() - of.lost);
            of.births = of.node.births();
            of.gaps = of.node.gaps();
            of.lost = of.node.lost();
        }
    }

    /** Less and less often, as long as no birth helps. */
    private void ask(SparkplugTopic topic, Remembered of) {
        long now = nanoTime.getAsLong();
        if (of.asked > 0) {
            long pause = pause(of.asked);
            if (now - of.askedAt < pause) {
                return;
            }
            if (now - of.askedAt > 2 * LONGEST_PAUSE.toNanos()) {
                of.asked = 0;
            }
        }
        if (now - second >= SECOND || askedInSecond == 0) {
            second = now;
            askedInSecond = 0;
        }
        if (askedInSecond == MOST_A_SECOND) {
            return;
        }
        askedInSecond++;
        of.asked++;
        of.askedAt = now;
        var _ = out.send(topic.ofNode(SparkplugKind.NCMD).name(), NodeCommand.rebirth(clock.millis()));
    }

    private static long pause(int asked) {
        return Math.min(LONGEST_PAUSE.toNanos(), FIRST_PAUSE.toNanos() << Math.min(asked - 1, 10));
    }

    /** Whoever was heard last stays. */
    private void bound(Remembered heard) {
        weight += heard.node.weight() - heard.weight;
        heard.weight = heard.node.weight();
        Iterator<Remembered> oldest = nodes.values().iterator();
        while (weight > MOST_WEIGHT && oldest.hasNext()) {
            Remembered next = oldest.next();
            if (next != heard) {
                weight -= next.weight;
                oldest.remove();
            }
        }
    }
}

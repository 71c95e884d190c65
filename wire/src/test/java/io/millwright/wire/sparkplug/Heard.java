package io.millwright.wire.sparkplug;

import io.millwright.wire.DeviceId;
import io.millwright.wire.SiteId;
import io.millwright.wire.SparkplugKind;
import io.millwright.wire.SparkplugTopic;
import io.millwright.wire.TenantId;
import io.millwright.wire.telemetry.Points;
import io.millwright.wire.telemetry.Refusal;
import io.millwright.wire.telemetry.TelemetryLimits;
import io.millwright.wire.telemetry.TelemetryResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An edge node and what was read of its messages, the latest first. */
final class Heard {

    static final long NOW = Points.NOW;
    private static final int DOUBLE = 10;

    final EdgeNode node = new EdgeNode();
    private final SparkplugDecoder decoder = new SparkplugDecoder(TelemetryLimits.DEFAULT);
    Points points = new Points(new byte[0]);

    static SparkplugTopic topic(SparkplugKind kind, @Nullable String subDevice) {
        return new SparkplugTopic(new TenantId("acme"), new SiteId("bremen"), new DeviceId("press-1"), kind, subDevice);
    }

    TelemetryResult hear(SparkplugKind kind, Payload payload) {
        return hear(kind, null, payload.bytes());
    }

    TelemetryResult hear(SparkplugKind kind, String subDevice, Payload payload) {
        return hear(kind, subDevice, payload.bytes());
    }

    TelemetryResult hear(SparkplugKind kind, @Nullable String subDevice, byte[] payload) {
        points = new Points(payload);
        return decoder.decode(node, topic(kind, subDevice), payload, Points.WINDOW, points);
    }

    @Nullable
    Refusal death(SparkplugKind kind, @Nullable String subDevice, Payload payload) {
        return decoder.death(node, topic(kind, subDevice), payload.bytes());
    }

    /** Born with a number 7, and one metric {@code t} of alias 1. */
    Heard born() {
        hear(SparkplugKind.NBIRTH, birth());
        return this;
    }

    static Payload birth() {
        return Payload.at(NOW, 0)
                .bdSeq(7)
                .metric(metric ->
                        metric.text(1, "Node Control/Rebirth").number(4, 11).truth(false))
                .born("t", 1, DOUBLE, NOW, value -> value.real(20.5));
    }

    /** What was bad, without the bytes. */
    List<String> faults() {
        return points.bad.stream()
                .map(line -> line.replaceFirst("^bad (.*?) ([a-z_]+) (?s:.*)$", "$1 $2"))
                .toList();
    }
}

package io.millwright.edge.buffer;

import io.millwright.edge.normalize.Point;
import io.millwright.wire.telemetry.BatchEncoder;
import io.millwright.wire.telemetry.MessagePosition;
import java.util.List;

/** Points as one message of telemetry. */
final class Batches {

    static byte[] encode(List<Point> points, MessagePosition position) {
        BatchEncoder encoder = new BatchEncoder();
        for (Point point : points) {
            switch (point.value()) {
                case Double real -> encoder.real(point.tag(), point.ts(), real, point.quality(), point.unit());
                case Long integer -> encoder.integer(point.tag(), point.ts(), integer, point.quality(), point.unit());
                case Boolean truth -> encoder.truth(point.tag(), point.ts(), truth, point.quality(), point.unit());
                default -> encoder.text(point.tag(), point.ts(), (String) point.value(), point.quality(), point.unit());
            }
        }
        return encoder.encode(position);
    }

    private Batches() {}
}

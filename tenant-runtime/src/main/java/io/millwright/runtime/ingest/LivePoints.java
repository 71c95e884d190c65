package io.millwright.runtime.ingest;

import io.millwright.runtime.live.CommittedPoint;
import io.millwright.runtime.live.CommittedPoints;
import io.millwright.wire.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Tells of the points of a committed batch, if anybody listens. */
final class LivePoints {

    static void tell(CommittedPoints live, TenantId tenant, Batch batch) {
        if (!live.wanted(tenant)) {
            return;
        }
        List<CommittedPoint> points = new ArrayList<>(batch.points());
        for (Decoded message : batch.messages()) {
            if (message.outcome == Decoded.Outcome.STORED) {
                for (int i = message.firstPoint; i < message.endPoint; i++) {
                    points.add(point(batch, i));
                }
            }
        }
        if (!points.isEmpty()) {
            live.committed(tenant, points);
        }
    }

    private static CommittedPoint point(Batch batch, int point) {
        byte[] rows = batch.rows().bytes();
        int row = batch.offset(point);
        Series series = batch.owner(point);
        return new CommittedPoint(
                series.device,
                series.tag,
                series.unit,
                batch.time(point),
                value(rows, row),
                SampleRow.quality(rows, row));
    }

    private static Object value(byte[] rows, int row) {
        String text = SampleRow.text(rows, row);
        Double number = SampleRow.value(rows, row);
        return switch (SampleRow.kind(rows, row)) {
            case PointKind.INTEGER ->
                text == null ? (Object) Objects.requireNonNull(number).longValue() : (Object) Long.valueOf(text);
            case PointKind.TRUTH -> Objects.requireNonNull(number) != 0;
            case PointKind.TEXT -> Objects.requireNonNull(text);
            default -> Objects.requireNonNull(number);
        };
    }

    private LivePoints() {}
}

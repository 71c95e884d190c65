package io.millwright.runtime.ingest;

import java.sql.Connection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Table {@code series_last}: one row per series, where the newer point wins and of one moment the later comer. */
final class LastPoints {

    /** Times travel as epoch ms; divided as numeric, so that no millisecond is lost. */
    private static final String UPSERT = """
        INSERT INTO series_last AS l (series_id, ts, value, quality, kind, text_value)
        SELECT id, to_timestamp(ms / 1000.0), value, quality, kind, text_value
        FROM unnest(?::bigint[], ?::bigint[], ?::float8[], ?::integer[], ?::smallint[], ?::text[])
            AS n(id, ms, value, quality, kind, text_value)
        ORDER BY id
        ON CONFLICT (series_id) DO UPDATE SET ts = excluded.ts, value = excluded.value, quality = excluded.quality,
            kind = excluded.kind, text_value = excluded.text_value
        WHERE excluded.ts >= l.ts\
        """;

    /** Of those messages of the batch that are stored. */
    static void save(Connection connection, Batch batch, List<Decoded> stored, Together together) {
        List<Series> touched = touched(batch, stored);
        if (touched.isEmpty()) {
            return;
        }
        // In one order for all writers, so that none waits for another that waits for it.
        touched.sort(Comparator.comparingLong(series -> series.id));
        byte[] rows = batch.rows().bytes();
        int size = touched.size();
        Object[] ids = new Object[size];
        Object[] times = new Object[size];
        @Nullable Object[] values = new @Nullable Object[size];
        Object[] qualities = new Object[size];
        Object[] kinds = new Object[size];
        @Nullable Object[] texts = new @Nullable Object[size];
        for (int i = 0; i < size; i++) {
            Series series = touched.get(i);
            int row = batch.offset(series.last);
            ids[i] = series.id;
            times[i] = batch.time(series.last);
            values[i] = SampleRow.value(rows, row);
            qualities[i] = SampleRow.quality(rows, row);
            kinds[i] = (short) SampleRow.kind(rows, row);
            texts[i] = SampleRow.text(rows, row);
        }
        together.add(UPSERT, (upsert, first) -> {
            upsert.setArray(first, connection.createArrayOf("int8", ids));
            upsert.setArray(first + 1, connection.createArrayOf("int8", times));
            upsert.setArray(first + 2, connection.createArrayOf("float8", values));
            upsert.setArray(first + 3, connection.createArrayOf("int4", qualities));
            upsert.setArray(first + 4, connection.createArrayOf("int2", kinds));
            upsert.setArray(first + 5, connection.createArrayOf("text", texts));
        });
    }

    private static List<Series> touched(Batch batch, List<Decoded> stored) {
        List<Series> touched = new ArrayList<>();
        // A pass of its own, not the batch's number: a batch may be stored in parts, or tried again.
        long pass = batch.nextPass();
        for (Decoded message : stored) {
            for (int i = message.firstPoint; i < message.endPoint; i++) {
                Series series = batch.owner(i);
                if (series.lastPass != pass) {
                    series.lastPass = pass;
                    series.last = i;
                    touched.add(series);
                } else if (batch.time(i) >= batch.time(series.last)) {
                    series.last = i;
                }
            }
        }
        return touched;
    }

    private LastPoints() {}
}

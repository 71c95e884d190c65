package io.millwright.quickstart.bench;

import io.millwright.quickstart.rig.load.Shape;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * The baseline of ingestion: the same points, made ready beforehand, by one connection with nothing but binary COPY into the
 * same table, committed every 5,000 rows. Its series have ids below zero, so that the oracle tells them apart.
 */
final class RawCopy {

    private static final int ROWS = 5_000;
    private static final String SQL =
            "COPY historian.sample (ts, value, series_id, quality, kind) FROM STDIN (FORMAT binary)";
    private static final byte[] SIGNATURE = "PGCOPY\n\377\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int SIGNATURE_AND_FLAGS = 19;
    /** PostgreSQL counts microseconds from the year 2000. */
    private static final long EPOCH_MILLIS = 946_684_800_000L;

    private static final int COLUMNS = 5;
    private static final int GOOD = 192;
    private static final long MICROS = 1_000;

    private final List<byte[]> batches;
    private final long points;

    private RawCopy(List<byte[]> batches, long points) {
        this.batches = batches;
        this.points = points;
    }

    long points() {
        return points;
    }

    /** The points of {@code messages} of that shape from as many devices by turns, which is how they would come. */
    static RawCopy of(Shape shape, int devices, long messages, long base) throws IOException {
        List<byte[]> batches = new ArrayList<>();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = begun(bytes);
        int rows = 0;
        for (long message = 0; message < messages; message++) {
            long seq = message / devices + 1;
            long device = message % devices;
            for (int tag = 0; tag < shape.tags(); tag++) {
                for (int k = 0; k < shape.pointsPerTag(); k++) {
                    row(
                            out,
                            shape.time(base, seq, k),
                            Shape.quarters(seq, tag, k) / 4.0,
                            -(device * shape.tags() + tag + 1));
                    rows++;
                    if (rows == ROWS) {
                        batches.add(ended(bytes, out));
                        bytes = new ByteArrayOutputStream(bytes.size());
                        out = begun(bytes);
                        rows = 0;
                    }
                }
            }
        }
        if (rows > 0) {
            batches.add(ended(bytes, out));
        }
        return new RawCopy(batches, messages * shape.points());
    }

    private static DataOutputStream begun(ByteArrayOutputStream bytes) throws IOException {
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(SIGNATURE);
        out.write(new byte[SIGNATURE_AND_FLAGS - SIGNATURE.length]);
        return out;
    }

    private static void row(DataOutputStream out, long millis, double value, long series) throws IOException {
        out.writeShort(COLUMNS);
        out.writeInt(Long.BYTES);
        out.writeLong((millis - EPOCH_MILLIS) * MICROS);
        out.writeInt(Double.BYTES);
        out.writeDouble(value);
        out.writeInt(Long.BYTES);
        out.writeLong(series);
        out.writeInt(Integer.BYTES);
        out.writeInt(GOOD);
        out.writeInt(Short.BYTES);
        out.writeShort(0);
    }

    private static byte[] ended(ByteArrayOutputStream bytes, DataOutputStream out) throws IOException {
        out.writeShort(-1);
        return bytes.toByteArray();
    }

    /** Points a second, the last commit included. */
    double run(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        long begun = System.nanoTime();
        for (byte[] batch : batches) {
            CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(SQL);
            copy.writeToCopy(batch, 0, batch.length);
            copy.endCopy();
            connection.commit();
        }
        return points * 1e9 / (System.nanoTime() - begun);
    }
}

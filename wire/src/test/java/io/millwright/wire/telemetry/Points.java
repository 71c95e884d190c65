package io.millwright.wire.telemetry;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sink that remembers, as text: {@code tag @ts kind value q unit} and {@code bad tag fault [bytes]}. */
public class Points implements PointSink {

    /** 2025-01-01T00:00:00Z, the server's clock in these tests. */
    public static final long NOW = 1_735_689_600_000L;

    public static final TimeWindow WINDOW = new TimeWindow(NOW - 30L * 86_400_000, NOW + 600_000);

    public final List<String> good = new ArrayList<>();
    public final List<String> bad = new ArrayList<>();
    private final byte[] payload;

    public Points(byte[] payload) {
        this.payload = payload;
    }

    private void add(String tag, long ts, String value, int quality, @Nullable String unit) {
        good.add(tag + " @" + (ts - NOW) + " " + value + " " + quality + (unit == null ? "" : " " + unit));
    }

    @Override
    public void real(String tag, long ts, double value, int quality, @Nullable String unit) {
        add(tag, ts, "real " + value, quality, unit);
    }

    @Override
    public void integer(String tag, long ts, long value, int quality, @Nullable String unit) {
        add(tag, ts, "integer " + value, quality, unit);
    }

    @Override
    public void truth(String tag, long ts, boolean value, int quality, @Nullable String unit) {
        add(tag, ts, "truth " + value, quality, unit);
    }

    @Override
    public void text(String tag, long ts, String value, int quality, @Nullable String unit) {
        add(tag, ts, "text " + value, quality, unit);
    }

    @Override
    public void bad(@Nullable String tag, PointFault fault, int from, int to) {
        String bytes = new String(payload, from, to - from, StandardCharsets.UTF_8);
        bad.add("bad " + tag + " " + fault.slug() + " " + bytes);
    }

    public List<String> all() {
        List<String> all = new ArrayList<>(good);
        all.addAll(bad);
        return all;
    }
}

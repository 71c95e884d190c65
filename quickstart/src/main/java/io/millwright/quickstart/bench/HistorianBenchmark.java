package io.millwright.quickstart.bench;

import io.millwright.quickstart.bench.DayShape.Reading;
import java.sql.Connection;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a point of a closed day costs on disk, and how much longer reading it takes than before it was packed. */
final class HistorianBenchmark implements Benchmark {

    private static final int PAIRS = 21;
    private static final int WARM = 4;
    private static final Figure.Bar BYTES = Figure.Bar.atMost(12);
    private static final Figure.Bar RATIO = Figure.Bar.atMost(2);

    @Override
    public String name() {
        return "historian";
    }

    @Override
    public Report run(Order order) throws Exception {
        Findings findings = new Findings();
        try (BenchHistorian historian =
                        order.progress().step("the historian serves", () -> BenchHistorian.start(order));
                Connection writer = historian.writer()) {
            LocalDate day = LocalDate.now(ZoneOffset.UTC).minusDays(2);
            for (DayShape shape : DayShape.values()) {
                order.progress().line(shape.words());
                measure(order, new PackedDay(writer, shape, day), findings);
                day = day.minusDays(1);
            }
            findings.note(historian.edition());
        }
        findings.note("Each shape is a day of " + DayShape.SERIES * 2
                + " series with a point a second, stored in the order of time. Half of the series are packed"
                + " by the functions that the runtime calls, the other half has the same points and stays;"
                + " both are read by points(...) through JDBC, all columns in the order of time, by turns.");
        findings.note(
                "Bytes are those of the table with its indexes and TOAST, over its points; beside them those of the"
                        + " points as ingested.");
        findings.note(
                "Oracle: count and checksum of every series, all columns, before and after packing; and when all is"
                        + " packed, the day in sample is empty.");
        return findings.report(name());
    }

    private static void measure(Order order, PackedDay day, Findings findings) throws Exception {
        String name = "historian." + day.shape().name().toLowerCase(Locale.ROOT);
        long stored = order.progress().step("stored", day::store);
        String before = day.checksum();
        double raw = day.rawBytes() / (double) stored;
        long begun = System.nanoTime();
        long moved = order.progress().step("half of it packed", day::packHalf);
        double rate = moved * 1e9 / (System.nanoTime() - begun);
        double packed = day.packedBytes() / (double) moved;
        findings.figure(Figure.once(
                name + ".bytes",
                "bytes",
                packed,
                BYTES,
                String.format(Locale.ROOT, "%.0f raw; packed at %.0f points/s", raw, rate)));
        for (Reading reading : Reading.values()) {
            findings.figure(ratio(name + "." + reading.name().toLowerCase(Locale.ROOT), day, reading));
        }
        String half = day.checksum();
        order.progress().step("all of it packed", day::packAll);
        long after = day.count();
        findings.count(stored, after, 0);
        if (!before.equals(half) || !before.equals(day.checksum())) {
            findings.fault(name + ": what is read after packing is not what was stored.");
        }
        if (!day.emptied()) {
            findings.fault(name + ": the packed day still takes room in sample.");
        }
    }

    private static Figure ratio(String name, PackedDay day, Reading reading) throws Exception {
        List<Double> ratios = new ArrayList<>();
        List<Double> raw = new ArrayList<>();
        List<Double> packed = new ArrayList<>();
        for (int pair = -WARM; pair < PAIRS; pair++) {
            int series = Math.floorMod(pair, DayShape.SERIES);
            double plain = day.read(DayShape.FIRST_RAW + series, reading);
            double ours = day.read(DayShape.FIRST_PACKED + series, reading);
            if (pair >= 0) {
                raw.add(plain);
                packed.add(ours);
                ratios.add(ours / plain);
            }
        }
        return Figure.of(
                name + "_ratio",
                "times",
                ratios,
                RATIO,
                String.format(Locale.ROOT, "%.2f ms, raw %.2f ms", Figure.median(packed), Figure.median(raw)));
    }
}

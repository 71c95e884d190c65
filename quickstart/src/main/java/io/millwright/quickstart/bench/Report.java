package io.millwright.quickstart.bench;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a benchmark found.
 *
 * @param faults what was done wrong, one sentence each; if there is any, the figures are void
 * @param notes what a reader of the figures has to know of how they came about
 */
record Report(String bench, List<String> faults, Rows rows, List<Figure> figures, List<String> notes) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final double THOUSANDTHS = 1_000.0;

    /**
     * What should be stored, what is, and what is stored beyond that.
     *
     * @param what is counted, in the plural
     */
    record Rows(String what, long expected, long stored, long duplicates) {}

    Report {
        faults = List.copyOf(faults);
        figures = List.copyOf(figures);
        notes = List.copyOf(notes);
    }

    boolean passed() {
        return faults.isEmpty();
    }

    String json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("bench", bench);
        all.put("oracle", passed() ? "pass" : "fail");
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("expected", rows.expected());
        counts.put("stored", rows.stored());
        counts.put("duplicates", rows.duplicates());
        all.put("rows", counts);
        all.put("figures", figures.stream().map(Report::figure).toList());
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n";
    }

    private static Map<String, Object> figure(Figure figure) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", figure.name());
        fields.put("unit", figure.unit());
        fields.put("median", rounded(figure.median()));
        fields.put("min", rounded(figure.min()));
        fields.put("max", rounded(figure.max()));
        return fields;
    }

    private static double rounded(double value) {
        return Math.round(value * THOUSANDTHS) / THOUSANDTHS;
    }

    /** As a table, with the bar and the baseline beside each figure. */
    void print(PrintStream out) {
        out.println();
        String row = "%-22s %10s %10s %10s  %-9s %10s  %-7s %s%n";
        out.printf(Locale.ROOT, row, "figure", "median", "min", "max", "unit", "bar", "", "beside it");
        for (Figure figure : figures) {
            out.printf(
                    Locale.ROOT,
                    row,
                    figure.name(),
                    Figure.text(figure.median()),
                    Figure.text(figure.min()),
                    Figure.text(figure.max()),
                    figure.unit(),
                    figure.bar(),
                    figure.held() ? "held" : "missed",
                    figure.beside());
        }
        out.println();
        notes.forEach(note -> out.println("- " + note));
        out.printf(
                Locale.ROOT,
                "oracle: %s (%d %s expected, %d stored, %d of them twice)%n",
                passed() ? "pass" : "fail, the figures are void",
                rows.expected(),
                rows.what(),
                rows.stored(),
                rows.duplicates());
        faults.forEach(fault -> out.println("  " + fault));
        out.flush();
    }
}

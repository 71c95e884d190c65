package io.millwright.quickstart.bench;

import io.millwright.quickstart.rig.oracle.Verdict;
import java.util.ArrayList;
import java.util.List;

/** What a benchmark of several parts gathers for its report. */
final class Findings {

    private final List<Figure> figures = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private long expected;
    private long stored;
    private long duplicates;

    void figure(Figure figure) {
        figures.add(figure);
    }

    void note(String sentence) {
        notes.add(sentence);
    }

    void fault(String sentence) {
        faults.add(sentence);
    }

    /** What was measured counts only if nothing of it was lost or doubled, in the database or on the bill. */
    void verdict(Verdict verdict) {
        expected += verdict.expected();
        stored += verdict.stored();
        duplicates += verdict.duplicates();
        faults.addAll(verdict.faults());
    }

    void count(long wanted, long found, long more) {
        expected += wanted;
        stored += found;
        duplicates += more;
    }

    Report report(String bench) {
        return report(bench, "points");
    }

    /** @param what was counted, in the plural */
    Report report(String bench, String what) {
        return new Report(bench, faults, new Report.Rows(what, expected, stored, duplicates), figures, notes);
    }
}

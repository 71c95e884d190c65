package io.millwright.quickstart.rig.oracle;

import io.millwright.quickstart.rig.load.Truth;
import io.millwright.quickstart.waiting.Await;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Says whether every appended point is stored exactly once and billed exactly once, and if not, what is wrong. */
public final class Oracle {

    /** Up to here each point is looked at by itself; beyond, counts and checksums must do unless they disagree. */
    private static final long DISTINCT = 3_000_000;

    private static final int SENTENCES = 12;

    private Oracle() {}

    /** Waits until usage was published, for so long, and compares. */
    public static Verdict judge(Connection connection, Truth truth, Duration patience)
            throws SQLException, InterruptedException {
        awaitPublished(connection, patience);
        Set<String> agents =
                truth.tallies().keySet().stream().map(Truth.Series::device).collect(Collectors.toSet());
        Stored stored = Stored.read(connection, truth.points() <= DISTINCT, agents);
        if (truth.points() > DISTINCT && !faults(truth, stored).isEmpty()) {
            stored = Stored.read(connection, true, agents);
        }
        return judge(truth, stored);
    }

    /** Where the streams of a device stand. */
    public static Map<Truth.Stream, Truth.Position> streams(Connection connection, String device) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            Map<Truth.Stream, Truth.Position> streams = new HashMap<>(Stored.streams(statement));
            streams.keySet().removeIf(stream -> !stream.device().equals(device));
            return streams;
        }
    }

    private static void awaitPublished(Connection connection, Duration patience)
            throws SQLException, InterruptedException {
        try (Statement statement = connection.createStatement()) {
            Await.until(patience, Duration.ofMillis(100), () -> Stored.allPublished(statement));
        }
    }

    static Verdict judge(Truth truth, Stored stored) {
        long metered = stored.published().getOrDefault("points", 0L);
        List<String> faults = faults(truth, stored);
        List<String> said = faults.size() <= SENTENCES ? faults : new ArrayList<>(faults.subList(0, SENTENCES));
        if (faults.size() > SENTENCES) {
            said.add("... and " + (faults.size() - SENTENCES) + " more.");
        }
        return new Verdict(truth.points(), stored.points(), stored.duplicates(), metered, said);
    }

    private static List<String> faults(Truth truth, Stored stored) {
        List<String> faults = new ArrayList<>();
        if (stored.duplicates() != 0) {
            faults.add(stored.duplicates() + " points are stored twice or more.");
        }
        if (stored.quarantined() != truth.refused()) {
            faults.add(
                    truth.refused() == 0
                            ? stored.quarantined() + " good messages or points are in quarantine."
                            : stored.quarantined() + " messages or points are in quarantine and it should be "
                                    + truth.refused() + ".");
        }
        meter(faults, stored.published(), "points", truth.points());
        meter(faults, stored.published(), "messages", truth.messages());
        Map<Truth.Series, Truth.Sum> generated = new HashMap<>(stored.series());
        generated.keySet().removeAll(truth.tallies().keySet());
        compare(faults, "series", truth.series(), generated);
        truth.tallies().forEach((series, tally) -> {
            Truth.Tally found = stored.tallies().getOrDefault(series, new Truth.Tally(0, 0));
            if (!tally.isAsGoodAs(found)) {
                faults.add("The series " + series + " should be " + tally + " and is " + found + ".");
            }
        });
        compare(faults, "stream", truth.streams(), stored.streams());
        return faults;
    }

    private static void meter(List<String> faults, Map<String, Long> published, String meter, long truth) {
        long billed = published.getOrDefault(meter, 0L);
        if (billed != truth) {
            faults.add("The published usage says " + billed + " " + meter + " and there are " + truth + ".");
        }
    }

    private static <K extends Record, V> void compare(
            List<String> faults, String what, Map<K, V> wanted, Map<K, V> found) {
        Map<String, V> wantedByName = named(wanted);
        Map<String, V> foundByName = named(found);
        TreeSet<String> names = new TreeSet<>(wantedByName.keySet());
        names.addAll(foundByName.keySet());
        for (String name : names) {
            V right = wantedByName.get(name);
            V is = foundByName.get(name);
            if (is == null) {
                faults.add("No " + what + " " + name + " is stored; it should be " + right + ".");
            } else if (!is.equals(right)) {
                faults.add("The " + what + " " + name + " should be " + (right == null ? "absent" : right) + " and is "
                        + is + ".");
            }
        }
    }

    private static <K extends Record, V> Map<String, V> named(Map<K, V> map) {
        Map<String, V> named = new TreeMap<>();
        map.forEach((key, value) -> named.put(key.toString(), value));
        return named;
    }
}

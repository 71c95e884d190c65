package io.millwright.wire;

import java.util.List;
import java.util.Optional;

/** Splits what strangers send into levels, within bounds. */
final class Levels {

    static final List<String> ROOT = List.of("mw", "v1");
    static final String ONE = "+";
    static final String REST = "#";

    /** Five labels and the longest suffix need 340 characters; nothing longer can be permitted. */
    private static final int LONGEST = 512;

    private static final int MOST_LEVELS = 32;

    /** A topic name: no wildcard, no NUL. */
    static Optional<List<String>> ofTopic(String topic) {
        return split(topic)
                .filter(levels -> levels.stream().noneMatch(level -> level.contains(ONE) || level.contains(REST)));
    }

    /** A topic filter: a wildcard fills its level, and {@code #} is the last. */
    static Optional<List<String>> ofFilter(String filter) {
        return split(filter).filter(Levels::wildcardsStandAlone);
    }

    private static boolean wildcardsStandAlone(List<String> levels) {
        for (int i = 0; i < levels.size(); i++) {
            String level = levels.get(i);
            boolean one = level.contains(ONE);
            boolean rest = level.contains(REST);
            if ((one || rest) && level.length() > 1 || rest && i < levels.size() - 1) {
                return false;
            }
        }
        return true;
    }

    private static Optional<List<String>> split(String text) {
        if (text.isEmpty() || text.length() > LONGEST || text.indexOf('\0') >= 0) {
            return Optional.empty();
        }
        List<String> levels = List.of(text.split("/", -1));
        return levels.size() > MOST_LEVELS ? Optional.empty() : Optional.of(levels);
    }

    private Levels() {}
}

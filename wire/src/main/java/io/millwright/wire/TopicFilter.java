package io.millwright.wire;

import java.util.List;
import java.util.Optional;

/** An MQTT topic filter, compared level by level. */
public record TopicFilter(List<String> levels) {

    public TopicFilter {
        if (levels.isEmpty()) {
            throw new IllegalArgumentException("a filter has a level");
        }
        levels = List.copyOf(levels);
    }

    /** Empty if the text is no filter, or longer than anything that can be permitted. */
    public static Optional<TopicFilter> parse(String filter) {
        return Levels.ofFilter(filter).map(TopicFilter::new);
    }

    /**
     * Whether every topic that the other filter matches is matched by this one. A topic without wildcards is the filter
     * that matches itself alone, so this decides publishing and subscribing alike.
     */
    public boolean covers(TopicFilter other) {
        if (other.levels.getFirst().startsWith("$") && isWildcard(levels.getFirst())) {
            return false;
        }
        for (int i = 0; i < levels.size(); i++) {
            String mine = levels.get(i);
            if (mine.equals(Levels.REST)) {
                return true;
            }
            if (i == other.levels.size()) {
                return false;
            }
            String theirs = other.levels.get(i);
            if (theirs.equals(Levels.REST) || !mine.equals(Levels.ONE) && !mine.equals(theirs)) {
                return false;
            }
        }
        return levels.size() == other.levels.size();
    }

    private static boolean isWildcard(String level) {
        return level.equals(Levels.ONE) || level.equals(Levels.REST);
    }

    @Override
    public String toString() {
        return String.join("/", levels);
    }
}

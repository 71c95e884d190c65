package io.millwright.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopicFilterTest {

    /** A level that occurs in no generated filter, so that it is matched by wildcards alone. */
    private static final String FRESH = "fresh";

    @Property(tries = 5_000)
    void a_filter_covers_another_exactly_if_it_matches_every_topic_of_it(
            @ForAll("filters") String permitted, @ForAll("filters") String wanted) {
        boolean every = topicsOf(wanted).stream().allMatch(topic -> matches(permitted, topic));

        assertThat(filter(permitted).covers(filter(wanted))).isEqualTo(every);
    }

    @ParameterizedTest
    @CsvSource({
        "mw/+/x, mw/a/x, true",
        "mw/+/x, mw/+/x, true",
        "mw/a/x, mw/+/x, false",
        "mw/a/#, mw/a/b/c, true",
        "mw/a/#, mw/a, true",
        "mw/a/#, mw/a/#, true",
        "mw/a/+, mw/a/#, false",
        "mw/a/#, mw/ab, false",
        "mw/a/+, mw/a, false",
        "#, $SYS/x, false",
        "+/x, $SYS/x, false",
        "mw/a/b, mw/a//b, false"
    })
    void filters_are_compared_level_by_level(String permitted, String wanted, boolean covers) {
        assertThat(filter(permitted).covers(filter(wanted))).isEqualTo(covers);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a+", "+a/b", "a/#/b", "#/a", "a/b#", "a\0b", "##", "a/++"})
    void what_mqtt_does_not_call_a_filter_is_none(String text) {
        assertThat(TopicFilter.parse(text)).isEmpty();
    }

    @org.junit.jupiter.api.Test
    void an_overlong_filter_is_none() {
        assertThat(TopicFilter.parse("a".repeat(65_535))).isEmpty();
        assertThat(TopicFilter.parse("/".repeat(400))).isEmpty();
    }

    @Provide
    Arbitrary<String> filters() {
        Arbitrary<String> level = Arbitraries.of("a", "b", "+");
        return Arbitraries.of("", "/#")
                .flatMap(end -> level.list().ofMinSize(1).ofMaxSize(3).map(levels -> String.join("/", levels) + end));
    }

    /** Enough topics to tell: each wildcard as a fresh level, and the rest as none, one and two levels. */
    private static List<List<String>> topicsOf(String filter) {
        List<String> levels = new ArrayList<>(List.of(filter.replace("+", FRESH).split("/")));
        if (!filter.endsWith("#")) {
            return List.of(levels);
        }
        levels.removeLast();
        return List.of(List.copyOf(levels), with(levels, FRESH), with(levels, FRESH, FRESH));
    }

    private static List<String> with(List<String> levels, String... more) {
        List<String> all = new ArrayList<>(levels);
        all.addAll(List.of(more));
        return all;
    }

    /** MQTT's own rule, written the other way round. */
    private static boolean matches(String filter, List<String> topic) {
        List<String> levels = List.of(filter.split("/"));
        if (levels.getLast().equals("#")) {
            List<String> head = levels.subList(0, levels.size() - 1);
            return topic.size() >= head.size() && sameLevels(head, topic.subList(0, head.size()));
        }
        return sameLevels(levels, topic);
    }

    private static boolean sameLevels(List<String> filter, List<String> topic) {
        if (filter.size() != topic.size()) {
            return false;
        }
        for (int i = 0; i < filter.size(); i++) {
            if (!filter.get(i).equals("+") && !filter.get(i).equals(topic.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static TopicFilter filter(String text) {
        return TopicFilter.parse(text).orElseThrow();
    }
}

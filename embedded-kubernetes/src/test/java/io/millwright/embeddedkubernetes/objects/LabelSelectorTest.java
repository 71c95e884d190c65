package io.millwright.embeddedkubernetes.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelSelectorTest {

    private static final Map<String, String> LABELS = Map.of("tier", "pro", "zone", "2");

    private static boolean matches(String selector) {
        return LabelSelectorParser.parse(selector).stream().allMatch(r -> r.test(LABELS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tier",
                "!other",
                "tier=pro",
                "tier == pro,zone",
                "tier!=starter",
                "other!=x",
                "tier in (pro, starter)",
                "other notin (x)",
                "zone>1",
                "zone<3"
            })
    void a_selector_that_holds_matches(String selector) {
        assertThat(matches(selector)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"other", "!tier", "tier=starter", "tier=", "tier notin (pro)", "other in (x)", "zone>2", "tier>1"
            })
    void a_selector_that_does_not_hold_does_not_match(String selector) {
        assertThat(matches(selector)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "=x|found '=', expected: !, identifier, or 'end of string'",
                "a,,b|found ',', expected: identifier after ','",
                "a=b=c|found '=', expected: ',' or 'end of string'",
                "a in (b|unable to parse requirement: found '', expected: ',' or ')'",
                "a in b|unable to parse requirement: found 'b' expected: '('"
            })
    void what_is_no_selector_is_refused_in_kubernetes_words(String selector, String sentence) {
        assertThatThrownBy(() -> LabelSelectorParser.parse(selector)).hasMessage(sentence);
    }
}

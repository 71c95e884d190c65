package io.millwright.embeddedkubernetes.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

    @ParameterizedTest
    @CsvSource({
        "0.5Gi, 512Mi",
        "1024Mi, 1Gi",
        "4096Mi, 4Gi",
        "1.5Gi, 1536Mi",
        "0.5, 500m",
        "2000m, 2",
        "0.1, 100m",
        "5, 5",
        "1000, 1k",
        "1500m, 1500m",
        "0, 0",
        "0Gi, 0",
        "1e3, 1e3",
        "100n, 100n",
        "-5, -5",
        "2Ti, 2Ti",
        "1M, 1M",
        "1500Mi, 1500Mi",
        "0.5Ki, 512"
    })
    void an_amount_is_written_with_the_largest_suffix_that_leaves_a_whole_number(String text, String canonical) {
        assertThat(Quantity.parse(text)).hasToString("Optional[" + canonical + "]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "lots", "1Q", "1 Gi", "Gi", "1.2.3", "--1", "1e", "1ki", "0x10", "1e9999"})
    void what_is_no_amount_is_refused(String text) {
        assertThat(Quantity.parse(text)).isEmpty();
    }

    @Property
    void writing_keeps_the_amount(@ForAll @IntRange(min = -1_000_000, max = 1_000_000) int number) {
        for (String suffix : new String[] {"", "m", "k", "Mi", "e3"}) {
            Quantity quantity = Quantity.parse(number + suffix).orElseThrow();

            assertThat(Quantity.parse(quantity.toString())).contains(quantity);
        }
    }

    @ParameterizedTest
    @CsvSource({"1Gi, 1024Mi", "1, 1000m", "1e3, 1k"})
    void amounts_are_equal_however_they_are_written(String one, String other) {
        assertThat(Quantity.parse(one)).isEqualTo(Quantity.parse(other)).hasSameHashCodeAs(Quantity.parse(other));
    }

    @org.junit.jupiter.api.Test
    void what_is_smaller_than_a_billionth_is_rounded_up() {
        assertThat(Quantity.parse("0.0000000001").orElseThrow().amount()).isEqualByComparingTo(new BigDecimal("1E-9"));
    }
}

package io.millwright.quickstart.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeedTest {

    @Test
    void the_same_seed_makes_the_same_choices_and_another_makes_others() {
        assertThat(choices(new Seed(7))).isEqualTo(choices(new Seed(7))).isNotEqualTo(choices(new Seed(8)));
    }

    @Test
    void moments_lie_between_the_bounds() {
        Seed seed = new Seed(7);
        for (int i = 0; i < 1_000; i++) {
            assertThat(seed.between(Duration.ofMillis(20), Duration.ofMillis(23)))
                    .isBetween(Duration.ofMillis(20), Duration.ofMillis(23));
        }
    }

    private static List<Object> choices(Seed seed) {
        List<Object> choices = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            choices.add(seed.between(Duration.ZERO, Duration.ofSeconds(10)));
            choices.add(seed.oneOf(List.of("runtime", "broker", "PostgreSQL")));
            choices.add(seed.below(100));
        }
        return choices;
    }
}

package io.millwright.controlplane.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemPagesTest {

    @ParameterizedTest
    @EnumSource(ProblemType.class)
    void every_type_has_its_page(ProblemType type) {
        assertThat(Path.of("../docs/problems/" + type.slug() + ".md"))
                .exists()
                .content()
                .startsWith("# " + type.slug() + " (" + type.status().value() + ")")
                .contains("**What to do**");
    }
}

package io.millwright.operator.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be said of terraform/ without its providers: names fit each other, and terraform itself reads it. */
class TerraformTest {

    private static final Path ROOT = Path.of("../terraform");
    private static final Pattern USED = Pattern.compile("\\bvar\\.(\\w+)");
    private static final Pattern DECLARED = Pattern.compile("(?ms)^variable \"(\\w+)\" \\{(.*?)^\\}");
    private static final Pattern MODULE = Pattern.compile("(?ms)^module \"(\\w+)\" \\{(.*?)^\\}");
    private static final Pattern INPUT = Pattern.compile("(?m)^  (\\w+)\\s*=");
    private static final Pattern OUTPUT = Pattern.compile("(?m)^output \"(\\w+)\"");
    private static final Pattern ASKED = Pattern.compile("\\bmodule\\.(\\w+)\\.(\\w+)");

    @ParameterizedTest
    @ValueSource(strings = {"modules/cluster", "modules/platform", "environments/dev", "environments/prod"})
    void every_variable_that_is_used_is_declared_and_the_other_way_round(String directory) throws IOException {
        String text = text(directory);

        assertThat(found(USED, text)).isEqualTo(found(DECLARED, text)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"environments/dev", "environments/prod"})
    void modules_are_given_what_they_need_and_asked_for_what_they_have(String directory) throws IOException {
        String text = text(directory);

        var modules = MODULE.matcher(text).results().toList();
        assertThat(modules).hasSize(2);
        for (var module : modules) {
            String name = module.group(1);
            assertThat(module.group(2)).contains("\"../../modules/" + name + "\"");
            String source = text("modules/" + name);
            Set<String> given = found(INPUT, module.group(2));
            given.remove("source");
            assertThat(found(DECLARED, source)).containsAll(given);
            assertThat(given).containsAll(required(source));
            Set<String> asked = ASKED.matcher(text)
                    .results()
                    .filter(reference -> reference.group(1).equals(name))
                    .map(reference -> reference.group(2))
                    .collect(Collectors.toSet());
            assertThat(found(OUTPUT, source)).containsAll(asked);
        }
    }

    @Test
    void terraform_reads_it_and_finds_it_formatted() throws Exception {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(directory -> Files.isExecutable(Path.of(directory, "terraform"))),
                "skipped: there is no terraform on the PATH");
        Process process = new ProcessBuilder(List.of("terraform", "fmt", "-check", "-recursive", "-list=true"))
                .directory(ROOT.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(said).isZero();
    }

    private static Set<String> required(String module) {
        return DECLARED.matcher(module)
                .results()
                .filter(variable -> !variable.group(2).contains("\n  default "))
                .map(variable -> variable.group(1))
                .collect(Collectors.toSet());
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String text(String directory) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.list(ROOT.resolve(directory))) {
            for (Path file : files.filter(found -> found.toString().endsWith(".tf"))
                    .sorted()
                    .toList()) {
                text.append(Files.readString(file)).append('\n');
            }
        }
        return text.toString();
    }
}

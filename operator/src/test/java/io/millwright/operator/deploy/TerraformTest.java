package io.millwright.operator.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
    private static final Pattern SUMMARY = Pattern.compile("\"summary\": \"([^\"]*)\"");
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
    void terraform_finds_it_formatted() throws Exception {
        Said said = terraform(ROOT, "fmt", "-check", "-recursive", "-list=true");

        assertThat(said.code()).as(said.text()).isZero();
    }

    /** It reads each directory and the modules it uses before it misses their providers, which nobody downloads here. */
    @ParameterizedTest
    @ValueSource(strings = {"modules/cluster", "modules/platform", "environments/dev", "environments/prod"})
    void terraform_misses_nothing_but_providers(String directory, @TempDir Path copy) throws Exception {
        copy(copy);
        Path there = copy.resolve(directory);
        Said got = terraform(there, "get", "-no-color");
        assertThat(got.code()).as(got.text()).isZero();

        Said validated = terraform(there, "validate", "-json");

        assertThat(SUMMARY.matcher(validated.text()).results().map(found -> found.group(1)))
                .as(validated.text())
                .allMatch("Missing required provider"::equals);
    }

    private record Said(int code, String text) {}

    private static Said terraform(Path directory, String... arguments) throws Exception {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(found -> Files.isExecutable(Path.of(found, "terraform"))),
                "skipped: there is no terraform on the PATH");
        List<String> command = new ArrayList<>(List.of("terraform"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        // Nothing of whoever runs this, and no question to the vendor whether there is a newer one.
        builder.environment().put("TF_CLI_CONFIG_FILE", "/dev/null");
        builder.environment().put("CHECKPOINT_DISABLE", "1");
        Process process = builder.redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), text);
    }

    /** {@code terraform get} writes beside what it reads. */
    private static void copy(Path to) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            for (Path file :
                    files.filter(found -> found.toString().endsWith(".tf")).toList()) {
                Path target = to.resolve(ROOT.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
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

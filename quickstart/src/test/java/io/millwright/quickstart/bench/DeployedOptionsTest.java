package io.millwright.quickstart.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeployedOptionsTest {

    private static final String BEGIN = "operator='";

    @Test
    void the_operator_is_measured_with_the_options_it_is_deployed_with() throws IOException {
        List<String> measured = Files.readAllLines(checkout().resolve("millwright")).stream()
                .filter(line -> line.startsWith(BEGIN))
                .map(line -> line.substring(BEGIN.length(), line.length() - 1))
                .flatMap(options -> Stream.of(options.split(" ")))
                .toList();

        List<String> deployed = List.of(Files.readString(checkout().resolve("operator/deploy/base/deployment.yaml"))
                .split("\\s+"));

        assertThat(measured).isNotEmpty();
        assertThat(deployed).containsAll(measured);
        assertThat(deployed.stream().filter(option -> option.startsWith("-XX:")))
                .as("what a cluster runs with is measured, but for the size of its heap and how it ends")
                .allMatch(option -> measured.contains(option)
                        || option.startsWith("-XX:MaxRAMPercentage=")
                        || option.equals("-XX:+ExitOnOutOfMemoryError"));
    }

    private static Path checkout() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("mvnw"))) {
            directory = Objects.requireNonNull(directory.getParent());
        }
        return directory;
    }
}

package io.millwright.crd.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The committed definitions are what this build generated from the classes. */
class DefinitionsDriftTest {

    @Test
    void committed_definitions_are_those_generated_from_the_classes() throws IOException {
        Map<String, String> generated = contents(Path.of("target/generated-definitions"));

        assertThat(contents(Path.of("generated")))
                .as("run ./mvnw -pl crds -am process-classes -Dcrds.output=generated and commit")
                .isEqualTo(generated)
                .hasSize(3);
    }

    @Test
    void the_classpath_serves_the_committed_definitions() throws IOException {
        assertThat(Definitions.yaml())
                .containsExactlyInAnyOrderElementsOf(
                        contents(Path.of("generated")).values());
    }

    private static Map<String, String> contents(Path directory) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                contents.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return contents;
    }
}

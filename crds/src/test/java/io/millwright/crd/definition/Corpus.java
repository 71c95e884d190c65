package io.millwright.crd.definition;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Files that are accepted or refused, and why. The first line of an invalid one is a comment: the sentence it is refused
 * with. Of several documents, each is applied after the one before, and the last is the one that counts.
 */
final class Corpus {

    private static final Path ROOT = Path.of("src/test/resources/corpus");

    /** @param refusal what the API server says, or empty if it accepts */
    record Case(String name, Optional<String> refusal, List<GenericKubernetesResource> documents) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(Files::isRegularFile).sorted().map(Corpus::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Case read(Path file) {
        try {
            String text = Files.readString(file);
            String kind = ROOT.relativize(file).getName(0).toString();
            Optional<String> comment = text.startsWith("# ")
                    ? Optional.of(text.lines().findFirst().orElseThrow().substring(2))
                    : Optional.empty();
            List<GenericKubernetesResource> documents = Arrays.stream(text.split("(?m)^---$"))
                    .map(document -> Serialization.unmarshal(document, GenericKubernetesResource.class))
                    .toList();
            return new Case(kind + "/" + file.getFileName(), comment, documents);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Corpus() {}
}

package io.millwright.operator.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The kubectl of this machine; without one the test is skipped and says so. */
final class Kubectl {

    private Kubectl() {}

    /** What that directory renders to. */
    static Collection<HasMetadata> rendered(Path kustomization) {
        String yaml = run(List.of("kustomize", kustomization.toString()));
        Object read = Serialization.unmarshal(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
        return read instanceof HasMetadata one
                ? List.of(one)
                : ((Collection<?>) read).stream().map(HasMetadata.class::cast).toList();
    }

    /** Output and warnings together; any exit code but 0 fails the test. */
    static String run(List<String> arguments) {
        assumeTrue(onPath(), "skipped: there is no kubectl on the PATH");
        List<String> command = new ArrayList<>(List.of("kubectl"));
        command.addAll(arguments);
        try {
            Path output = Files.createTempFile("kubectl", ".out");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            int code = process.waitFor();
            String text = Files.readString(output);
            Files.delete(output);
            assertThat(code).as(String.join(" ", command) + "\n" + text).isZero();
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static boolean onPath() {
        for (String directory : System.getenv("PATH").split(File.pathSeparator)) {
            if (Files.isExecutable(Path.of(directory, "kubectl"))) {
                return true;
            }
        }
        return false;
    }
}

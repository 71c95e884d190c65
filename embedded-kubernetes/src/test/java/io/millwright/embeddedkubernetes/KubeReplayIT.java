package io.millwright.embeddedkubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replays what was recorded of a real Kubernetes API server; the recordings lie beside the repository, not in it. */
class KubeReplayIT {

    private static final Path REPLAY = Path.of("../../shared/tools/kube-replay");

    @TempDir
    Path directory;

    @Test
    void nothing_differs_from_a_real_server_but_what_is_declared() throws IOException, InterruptedException {
        assumeTrue(
                Files.isExecutable(REPLAY), "skipped: there is no ../shared/tools/kube-replay beside the repository");
        assumeTrue(onPath("python3"), "skipped: kube-replay needs python3");
        Path kubeconfig = directory.resolve("kubeconfig");
        Path output = directory.resolve("output");
        try (EmbeddedKubernetes server =
                EmbeddedKubernetes.start(EmbeddedKubernetes.Settings.in(directory.resolve("data")))) {
            server.writeKubeconfig(kubeconfig);
            List<String> command = new ArrayList<>(List.of(
                    REPLAY.toAbsolutePath().toString(),
                    "--kubeconfig",
                    kubeconfig.toString(),
                    "--declared",
                    "declared-differences.txt"));
            if (onPath("kubectl")) {
                command.addAll(List.of("--kubectl", "kubectl"));
            } else {
                // A declaration for kubectl would be stale without it.
                command.addAll(List.of("--without", "kubectl"));
            }
            Process replay = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try {
                assertThat(replay.waitFor(8, TimeUnit.MINUTES))
                        .as("kube-replay ends")
                        .isTrue();
                assertThat(replay.exitValue()).as(Files.readString(output)).isZero();
            } finally {
                replay.destroyForcibly();
            }
        }
    }

    private static boolean onPath(String program) {
        return Stream.of(System.getenv("PATH").split(":")).anyMatch(dir -> Files.isExecutable(Path.of(dir, program)));
    }
}

package io.millwright.embeddedkubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Replays what was recorded of a real Kubernetes API server; the recordings lie beside the repository, not in it. */
class KubeReplayIT {

    private static final Path REPLAY = Path.of("../../shared/tools/kube-replay");
    private static final Pattern DIFFERENCE = Pattern.compile("(?m)^DIFF (\\S+) / ");

    @TempDir
    Path directory;

    private static final int MOST_REPEATS = 4;

    private record Replayed(int exitValue, String output) {

        boolean asksAgain() {
            return exitValue != 0 && !output.contains("STALE");
        }
    }

    @Test
    void nothing_differs_from_a_real_server_but_what_is_declared() throws IOException, InterruptedException {
        assumeTrue(
                Files.isExecutable(REPLAY), "skipped: there is no ../shared/tools/kube-replay beside the repository");
        assumeTrue(onPath("python3"), "skipped: kube-replay needs python3");
        try (EmbeddedKubernetes server =
                EmbeddedKubernetes.start(EmbeddedKubernetes.Settings.in(directory.resolve("data")))) {
            server.writeKubeconfig(directory.resolve("kubeconfig"));
            Replayed replayed = replay(List.of());
            // Some kubectl steps have a second to end in, which a busy machine may not give them: ask those again.
            for (int again = 0; again < MOST_REPEATS && replayed.asksAgain(); again++) {
                replayed = replay(DIFFERENCE
                        .matcher(replayed.output)
                        .results()
                        .map(found -> found.group(1))
                        .distinct()
                        .toList());
            }
            assertThat(replayed.exitValue).as(replayed.output).isZero();
        }
    }

    private Replayed replay(List<String> scenarios) throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        List<String> command = new ArrayList<>(List.of(
                REPLAY.toAbsolutePath().toString(),
                "--kubeconfig",
                directory.resolve("kubeconfig").toString(),
                "--declared",
                "declared-differences.txt"));
        // Without kubectl its declarations would be stale: naming what is left out turns that check off.
        command.addAll(onPath("kubectl") ? List.of("--kubectl", "kubectl") : List.of("--without", "kubectl"));
        scenarios.forEach(scenario -> command.addAll(List.of("--scenario", scenario)));
        Process replay = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(replay.waitFor(6, TimeUnit.MINUTES))
                    .as("kube-replay ends")
                    .isTrue();
            return new Replayed(replay.exitValue(), Files.readString(output));
        } finally {
            replay.destroyForcibly();
        }
    }

    private static boolean onPath(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}

package io.millwright.embeddedkubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
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

    /**
     * When kubectl's own deadline passes, its HTTP client ends the watch and another goroutine ends what would open it
     * again. Which comes first is kubectl's race on any server: if it is the former, kubectl says so in one more line
     * above the one that is expected, and nothing else differs.
     */
    private static final Pattern RACE_IN_KUBECTL = Pattern.compile("""
        (?m)^DIFF [^\\n]+
         {4}/stderr has 2 entries, expected 1
         {4}/stderr/0
         {6}expected ("[^\\n]+")
         {6}got {6}"E[^\\n]+: Failed to watch [^\\n]+: context deadline exceeded\\\\""
         {4}/stderr/1 unexpected: \\1
        """);

    record Replayed(int exitValue, String output) {

        boolean agrees() {
            return exitValue == 0 || exitValue == 1 && !differences().find() && !output.contains("STALE");
        }

        boolean asksAgain() {
            return !agrees() && !output.contains("STALE");
        }

        Matcher differences() {
            return DIFFERENCE.matcher(RACE_IN_KUBECTL.matcher(output).replaceAll(""));
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
                replayed = replay(replayed.differences()
                        .results()
                        .map(found -> found.group(1))
                        .distinct()
                        .toList());
            }
            assertThat(replayed.agrees()).as(replayed.output).isTrue();
        }
    }

    @Test
    void only_kubectls_own_complaint_of_its_deadline_is_no_difference() {
        String expected = "\"error: timed out waiting for the condition on plants/held\"";
        String complaint = """
            DIFF 33-kubectl-change / delete waits in vain
                /stderr has 2 entries, expected 1
                /stderr/0
                  expected %1$s
                  got      "E1122 04:38:34.961453   28520 reflector.go:166] \\"Unhandled Error\\" err=\\"k8s.io/client-go/tools/watch/informerwatcher.go:146: Failed to watch *unstructured.Unstructured: context deadline exceeded\\""
                /stderr/1 unexpected: %1$s
            33-kubectl-change                   45 of  46 ok
            """.formatted(expected);
        assertThat(new Replayed(1, complaint).agrees()).isTrue();
        assertThat(new Replayed(1, complaint + "DIFF 20-lists / a list\n    /status\n").agrees())
                .isFalse();
        assertThat(new Replayed(1, complaint.replace("unexpected: " + expected, "unexpected: \"error: gone\""))
                        .agrees())
                .isFalse();
        assertThat(new Replayed(1, complaint.replace("context deadline exceeded", "unknown")).agrees())
                .isFalse();
        assertThat(new Replayed(1, complaint + "STALE declaration, nothing differs: x").agrees())
                .isFalse();
        assertThat(new Replayed(2, "").agrees()).isFalse();
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

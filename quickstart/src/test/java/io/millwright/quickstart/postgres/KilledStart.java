package io.millwright.quickstart.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Starts the embedded PostgreSQL in a JVM of its own that then ends as if killed, and so leaves an orphan. */
final class KilledStart {

    private KilledStart() {}

    public static void main(String[] arguments) throws Exception {
        var _ = LocalPostgres.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]), arguments[2]);
        Runtime.getRuntime().halt(1);
    }

    static void run(Path place, int port, String password) throws IOException, InterruptedException {
        new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledStart.class.getName(),
                        place.toString(),
                        Integer.toString(port),
                        password))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}

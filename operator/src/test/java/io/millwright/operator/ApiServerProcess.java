package io.millwright.operator;

import io.millwright.embeddedkubernetes.Launcher;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The embedded API server by itself in another process: to a test it is somebody's, known by its kubeconfig alone. */
public final class ApiServerProcess implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 60;

    private final Process process;
    private final Path kubeconfig;

    private ApiServerProcess(Process process, Path kubeconfig) {
        this.process = process;
        this.kubeconfig = kubeconfig;
    }

    /** Answers when it listens; what it complains of goes where this process complains. */
    public static ApiServerProcess start(Path directory) throws IOException {
        Path kubeconfig = directory.resolve("another-kubeconfig");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Launcher.class.getName(),
                        kubeconfig.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        BufferedReader said = process.inputReader();
        if (said.readLine() == null) {
            throw new IOException("the API server in another process ended before it listened");
        }
        return new ApiServerProcess(process, kubeconfig);
    }

    /** Its owner's, who may do everything. */
    public Path kubeconfig() {
        return kubeconfig;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}

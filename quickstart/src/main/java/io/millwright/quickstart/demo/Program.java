package io.millwright.quickstart.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A program of this installation to be run as a process of its own, from the libraries that this JVM runs from.
 *
 * @param name of its log and its process file
 * @param mainClass what runs
 * @param arguments seen by every user of the machine: no secrets
 * @param log where its output is appended
 */
record Program(String name, String mainClass, List<String> arguments, Path log) {

    private static final long LARGEST_LOG = 4L << 20;

    /** What many small processes beside each other need: no second compiler, no parallel collector, little heap. */
    private static final List<String> OPTIONS = List.of(
            "-Xmx96m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow");

    Process start() throws IOException {
        if (Files.exists(log) && Files.size(log) > LARGEST_LOG) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>();
        Stream.of(Stream.of(java), OPTIONS.stream(), Stream.of(Leash.class.getName(), mainClass), arguments.stream())
                .flatMap(part -> part)
                .forEach(command::add);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return builder.start();
    }
}

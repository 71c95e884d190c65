package io.millwright.quickstart.demo;

import io.millwright.quickstart.program.LeashedJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

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
    private static final List<String> OPTIONS = List.of("-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    Process start() throws IOException {
        if (Files.exists(log) && Files.size(log) > LARGEST_LOG) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        return LeashedJvm.of(OPTIONS, mainClass, arguments)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }
}

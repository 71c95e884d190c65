package io.millwright.quickstart.program;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A JVM of its own with the libraries that this one runs from, on a {@link Leash}. */
public final class LeashedJvm {

    private static final List<String> ALWAYS =
            List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");

    private LeashedJvm() {}

    /**
     * What starts it, with output and errors as one stream.
     *
     * @param options of the JVM, beside those that every one gets
     * @param arguments of the program; every user of the machine sees them: no secrets
     */
    public static ProcessBuilder of(List<String> options, String mainClass, List<String> arguments) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = Stream.of(
                        List.of(java), options, ALWAYS, List.of(Leash.class.getName(), mainClass), arguments)
                .flatMap(List::stream)
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return builder;
    }
}

package io.millwright.buildpolicy;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Formats, or checks the format of, every Java source of the tree: {@code FormatSources check|write ROOT}. */
public final class FormatSources {

    private static final Formatter FORMATTER = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .formatJavadoc(false)
            .build());

    private FormatSources() {}

    /** Exits with 1 when {@code check} finds a file that {@code write} would change, naming each. */
    public static void main(String[] args) throws IOException {
        boolean write = args[0].equals("write");
        List<Path> unformatted = new ArrayList<>();
        for (Path source : sources(Path.of(args[1]).toAbsolutePath().normalize())) {
            String before = Files.readString(source);
            String after = formatted(source, before);
            if (!after.equals(before)) {
                unformatted.add(source);
                if (write) {
                    Files.writeString(source, after);
                }
            }
        }
        if (!write && !unformatted.isEmpty()) {
            unformatted.forEach(source -> System.err.println("not formatted: " + source));
            System.err.println("Run ./millwright format and commit the result.");
            System.exit(1);
        }
    }

    private static String formatted(Path source, String text) {
        try {
            return FORMATTER.formatSourceAndFixImports(text);
        } catch (FormatterException e) {
            System.err.println("cannot be parsed, left as it is: " + source + ": " + e.getMessage());
            return text;
        }
    }

    private static List<Path> sources(Path root) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> modules = Files.list(root)) {
            for (Path src : modules.map(module -> module.resolve("src"))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList()) {
                try (Stream<Path> files = Files.walk(src)) {
                    files.filter(file -> file.toString().endsWith(".java"))
                            .sorted()
                            .forEach(found::add);
                }
            }
        }
        return found;
    }
}

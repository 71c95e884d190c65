package io.millwright.quickstart.portal;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** Runs the specs of {@code portal/e2e} as a program of their own and reads what they found. */
final class BrowserTests {

    private static final Duration LONGEST = Duration.ofMinutes(20);
    private static final List<String> BROWSERS =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");

    private BrowserTests() {}

    /** Where Debian and its relatives put it. */
    static Optional<Path> chromium() {
        return Stream.concat(Stream.ofNullable(System.getProperty("millwright.test.chromium")), BROWSERS.stream())
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Answers when all have run; those that failed are among the results.
     *
     * @param environment what the specs are told
     */
    static List<Spec> run(Path chromium, Path directory, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path portal = checkout().resolve("portal");
        Path report = directory.resolve("report.json");
        Path log = directory.resolve("e2e.log");
        ProcessBuilder builder = new ProcessBuilder(
                        "node", "node_modules/@playwright/test/cli.js", "test", "--config", "e2e/playwright.config.ts")
                .directory(portal.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("MILLWRIGHT_CHROMIUM", chromium.toString());
        builder.environment().put("MILLWRIGHT_E2E_REPORT", report.toString());
        builder.environment()
                .put(
                        "MILLWRIGHT_JAVA",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                return List.of(new Spec("the run", "the browser tests did not end within " + LONGEST));
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        System.out.println(Files.readString(log));
        if (!Files.exists(report)) {
            return List.of(new Spec("the run", "Playwright left no report:\n" + Files.readString(log)));
        }
        return Spec.of(JsonMapper.shared().readTree(Files.readString(report)));
    }

    static Path checkout() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("mvnw"))) {
            directory = requireNonNull(directory.getParent(), "the checkout");
        }
        return directory;
    }
}

package io.millwright.quickstart.portal;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.quickstart.directory.DataDirectory;
import io.millwright.quickstart.up.Platform;
import io.millwright.quickstart.up.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The portal as people use it: in a browser, on everything that {@code up} starts, with the demo. Each result of the specs in
 * {@code portal/e2e} is a test here. {@code -Dmillwright.test.screenshot=true} takes the README's picture anew.
 */
class PortalIT {

    @TempDir
    private Path temporary;

    @TestFactory
    @EnabledIf(
            value = "browserIsThere",
            disabledReason =
                    "The browser tests need Chromium, and none was found: 'apt-get install chromium' on Debian.")
    List<DynamicTest> people_use_the_portal() throws Exception {
        Progress progress = new Progress(System.out, System::nanoTime);
        List<Spec> specs;
        try (DataDirectory directory = DataDirectory.open(temporary.resolve("data"));
                Platform platform = Platform.start(
                        directory, new Platform.Settings(directory.ports().port("home"), true), progress)) {
            platform.startDemo(progress);
            specs = BrowserTests.run(BrowserTests.chromium().orElseThrow(), temporary, told(directory));
        }
        assertThat(specs).isNotEmpty();
        return specs.stream()
                .map(spec -> DynamicTest.dynamicTest(spec.name(), spec::verify))
                .toList();
    }

    static boolean browserIsThere() {
        return BrowserTests.chromium().isPresent();
    }

    private static Map<String, String> told(DataDirectory directory) throws IOException {
        JsonNode endpoints = JsonMapper.shared().readTree(Files.readString(directory.resolve("endpoints.json")));
        Map<String, String> told = new LinkedHashMap<>();
        told.put("MILLWRIGHT_URL", endpoints.path("portal").asString());
        told.put("MILLWRIGHT_DEMO", endpoints.path("demo").path("tenant").asString());
        told.put("MILLWRIGHT_ADMIN_EMAIL", endpoints.path("admin").path("email").asString());
        told.put(
                "MILLWRIGHT_ADMIN_PASSWORD",
                endpoints.path("admin").path("password").asString());
        told.put("MILLWRIGHT_OUTBOX", directory.resolve("outbox").toString());
        if (Boolean.getBoolean("millwright.test.screenshot")) {
            told.put(
                    "MILLWRIGHT_SCREENSHOT",
                    BrowserTests.checkout().resolve("docs/portal.png").toString());
        }
        return told;
    }
}

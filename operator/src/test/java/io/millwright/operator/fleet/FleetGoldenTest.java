package io.millwright.operator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.millwright.crd.v1alpha1.DeviceFleet;
import io.millwright.crd.v1alpha1.Site;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each directory is one fleet: {@code in-*.yaml} is what lies in the cluster, {@code out-*.yaml} all that comes of it.
 * A file too many fails like one that differs. {@code -Dgolden.write} writes them, to be read before they are committed.
 */
class FleetGoldenTest {

    private static final Path ROOT = Path.of("src/test/resources/golden/fleet");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-01T12:00:00Z"), ZoneOffset.UTC);

    static Stream<Path> directories() throws IOException {
        return Files.list(ROOT).sorted();
    }

    @ParameterizedTest
    @MethodSource("directories")
    void a_fleet_gives_exactly_what_is_written_down(Path directory) throws IOException {
        Map<String, String> expected = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                expected.put(file.getFileName().toString(), Files.readString(file));
            }
        }

        Map<String, String> actual = render(expected);

        if (System.getProperty("golden.write") != null) {
            write(directory, actual);
        }
        assertThat(actual).isEqualTo(expected);
    }

    private static Map<String, String> render(Map<String, String> files) {
        DeviceFleet fleet = Serialization.unmarshal(files.getOrDefault("in-devicefleet.yaml", ""), DeviceFleet.class);
        Optional<Site> site =
                Optional.ofNullable(files.get("in-site.yaml")).map(text -> Serialization.unmarshal(text, Site.class));
        FleetResolution resolution = FleetResolver.resolve(fleet, site);
        Map<String, String> rendered = new TreeMap<>();
        Stream.of("in-devicefleet.yaml", "in-site.yaml")
                .filter(files::containsKey)
                .forEach(name -> rendered.put(name, files.get(name)));
        rendered.put("out-status.yaml", Serialization.asYaml(FleetStatuses.desired(fleet, resolution, CLOCK)));
        if (resolution instanceof FleetResolution.Resolved(FleetPlan plan)) {
            rendered.put("out-configmap.yaml", Serialization.asYaml(FleetConfigMap.desired(fleet, plan)));
        }
        return rendered;
    }

    private static void write(Path directory, Map<String, String> files) throws IOException {
        for (Map.Entry<String, String> file : files.entrySet()) {
            Files.writeString(directory.resolve(file.getKey()), file.getValue());
        }
    }
}

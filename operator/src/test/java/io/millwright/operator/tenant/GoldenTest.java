package io.millwright.operator.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.millwright.operator.network.TenantNamespace;
import io.millwright.operator.plan.TenantObject;
import io.millwright.operator.plan.TenantPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every object looks like for a given Tenant: {@code golden/tenant/<object>/in-*.yaml} and {@code out-*.yaml}. A file without
 * its partner and a directory without its object fail. {@code -Dgolden.write=true} writes the outputs, to be read before
 * they are committed.
 */
class GoldenTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden/tenant");
    private static final String NOTHING = "# this plan has no such object\n";

    @TestFactory
    Stream<DynamicTest> every_object_is_as_its_golden_file_says() {
        return objects().entrySet().stream()
                .flatMap(entry -> inputs(entry.getKey()).stream()
                        .map(input -> DynamicTest.dynamicTest(
                                entry.getKey() + "/" + input.getFileName(), () -> compare(entry.getValue(), input))));
    }

    @Test
    void every_object_has_golden_files_and_every_golden_file_an_object() throws IOException {
        List<String> directories = new ArrayList<>();
        try (Stream<Path> found = Files.list(GOLDEN)) {
            found.forEach(directory -> directories.add(directory.getFileName().toString()));
        }

        assertThat(directories).containsExactlyInAnyOrderElementsOf(objects().keySet());
        for (String directory : directories) {
            assertThat(inputs(directory)).as(directory).isNotEmpty();
            try (Stream<Path> files = Files.list(GOLDEN.resolve(directory))) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .as(directory)
                        .allMatch(file -> Files.exists(GOLDEN.resolve(directory).resolve(partner(file))));
            }
        }
    }

    private static void compare(TenantObject<?> object, Path input) throws IOException {
        Path output = input.resolveSibling(partner(input.getFileName().toString()));
        TenantPlan plan = Plans.of(Files.readString(input));
        String actual = object.wanted(plan) && object.possible(plan)
                ? Serialization.asYaml(object.desired(plan)).replaceFirst("^---\n", "")
                : NOTHING;
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(output, actual);
        }
        assertThat(actual).isEqualTo(Files.readString(output));
    }

    private static String partner(String file) {
        return file.startsWith("in-") ? "out-" + file.substring(3) : "in-" + file.substring(4);
    }

    private static List<Path> inputs(String directory) {
        try (Stream<Path> files = Files.list(GOLDEN.resolve(directory))) {
            return files.filter(file -> file.getFileName().toString().startsWith("in-"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static Map<String, TenantObject<?>> objects() {
        Map<String, TenantObject<?>> objects = new TreeMap<>();
        TenantPlan any = Plans.of("""
            metadata: {name: acme, uid: 7, creationTimestamp: "2026-11-01T00:00:00Z"}
            spec: {tier: professional}
            """);
        objects.put("Namespace", new TenantNamespace());
        for (TenantObject<?> object : Contents.OBJECTS) {
            String clash = object.type().getSimpleName();
            objects.put(
                    clash.equals("Namespace")
                            ? "Namespace-pool"
                            : clash + "-"
                                    + object.name(any)
                                            .replace("-acme", "")
                                            .replace("-" + any.incarnation().lower(), ""),
                    object);
        }
        assertThat(objects).hasSize(Contents.OBJECTS.size() + 1);
        return objects;
    }
}

package io.millwright.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.millwright.embeddedkubernetes.access.Permission;
import io.millwright.operator.plan.OptionalApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Holds the operator's roles against what it asked for in all integration tests, which is why it runs last. What is missing has
 * failed those tests; what is too much shows here. By itself, or beside a few of them, there is nothing to say.
 */
@Order(Integer.MAX_VALUE)
class PermissionsIT {

    private static final Path UNUSED = Path.of("src/test/resources/permissions-not-exercised.txt");

    @Test
    void every_permission_is_one_that_the_operator_uses() throws IOException {
        assumeTrue(
                TestCluster.given().isEmpty(),
                "skipped: the server of -Dkubeconfig does not tell what was asked of it");
        Set<String> missing = new TreeSet<>(testsWithACluster());
        missing.removeAll(TestCluster.tests());
        assumeTrue(missing.isEmpty(), "skipped: these integration tests did not run in this JVM: " + missing);

        Set<String> excused = excused();
        Set<String> unused = granted().stream()
                .filter(permission -> !TestCluster.asked().contains(permission))
                // No embedded server offers these.
                .filter(permission -> Stream.of(OptionalApi.values())
                        .noneMatch(api -> api.group().equals(permission.group())))
                .map(Permission::toString)
                .collect(Collectors.toCollection(TreeSet::new));
        unused.removeAll(excused);
        assertThat(unused)
                .as("granted in deploy/base/rbac.yaml, and neither asked for by a test nor explained in " + UNUSED)
                .isEmpty();
        assertThat(granted().stream().map(Permission::toString))
                .as("explained although it is not granted")
                .containsAll(excused);
    }

    private static Set<Permission> granted() throws IOException {
        try (var yaml = Files.newInputStream(TestCluster.DEPLOY.resolve("base/rbac.yaml"))) {
            Collection<HasMetadata> objects = Serialization.unmarshal(yaml);
            return objects.stream()
                    .flatMap(object -> switch (object) {
                        case ClusterRole role -> role.getRules().stream();
                        case Role role -> role.getRules().stream();
                        default -> Stream.<PolicyRule>empty();
                    })
                    .flatMap(PermissionsIT::permissions)
                    .collect(Collectors.toSet());
        }
    }

    private static Stream<Permission> permissions(PolicyRule rule) {
        return rule.getApiGroups().stream()
                .flatMap(group -> rule.getResources().stream()
                        .flatMap(resource ->
                                rule.getVerbs().stream().map(verb -> new Permission(verb, group, resource))));
    }

    /** {@code verb group/resource: why no test can use it}, a line each. */
    private static Set<String> excused() throws IOException {
        return Files.readAllLines(UNUSED).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.substring(0, line.indexOf(':')))
                .collect(Collectors.toSet());
    }

    /** Found by their sources: whoever makes one more need not know of this test. */
    private static Set<String> testsWithACluster() throws IOException {
        Path sources = Path.of("src/test/java");
        try (Stream<Path> files = Files.walk(sources)) {
            return files.filter(file -> file.toString().endsWith("IT.java") && !file.endsWith("PermissionsIT.java"))
                    .filter(PermissionsIT::startsACluster)
                    .map(file -> sources.relativize(file)
                            .toString()
                            .replace(".java", "")
                            .replace('/', '.'))
                    .collect(Collectors.toSet());
        }
    }

    private static boolean startsACluster(Path file) {
        try {
            String text = Files.readString(file);
            return Stream.of(
                            "new TestInstallation(",
                            "new World(",
                            "ControllersUnderTest.start(",
                            "TestCluster.start(",
                            "TestCluster.bare(")
                    .anyMatch(text::contains);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

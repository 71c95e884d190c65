package io.millwright.controlplane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.millwright.embeddedkubernetes.access.Permission;
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
 * Holds the control plane's roles against what it asked for in all integration tests, which is why it runs last. What is missing
 * has failed those tests; what is too much shows here. Without them there is nothing to say.
 */
@Order(Integer.MAX_VALUE)
class PermissionsIT {

    @Test
    void every_permission_is_one_that_the_control_plane_uses() throws IOException {
        Set<Permission> asked = TestPlatform.asked();
        Set<String> missing = new TreeSet<>(sharers());
        missing.removeAll(ControlPlaneIT.ran());
        assumeTrue(missing.isEmpty(), "skipped: these integration tests did not run in this JVM: " + missing);

        Set<String> unused = granted().stream()
                .filter(permission -> !asked.contains(permission))
                .map(Permission::toString)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(unused)
                .as("granted in " + TestPlatform.ROLES + ", and asked for by no test")
                .isEmpty();
    }

    private static Set<Permission> granted() throws IOException {
        try (var yaml = Files.newInputStream(TestPlatform.ROLES)) {
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

    /** Found by their sources: whoever makes one more need not know of this test. */
    private static Set<String> sharers() throws IOException {
        Set<String> sharers = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            for (Path file :
                    files.filter(found -> found.toString().endsWith("IT.java")).toList()) {
                String name = file.getFileName().toString().replace(".java", "");
                if (Files.readString(file).contains("class " + name + " extends ControlPlaneIT ")) {
                    sharers.add(name);
                }
            }
        }
        return sharers;
    }
}

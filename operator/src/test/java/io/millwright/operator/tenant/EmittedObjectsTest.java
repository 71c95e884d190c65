package io.millwright.operator.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.millwright.operator.network.TenantNamespace;
import io.millwright.operator.plan.OptionalApi;
import io.millwright.operator.plan.TenantObject;
import io.millwright.operator.plan.TenantPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that is emitted for a tenant, of every tier, against the standards of those who run clusters. */
class EmittedObjectsTest {

    private static final Path BENCHMARKS = Path.of("../../shared/contracts/mtb/mtb-benchmarks.json");

    private static final String POD = """
        containers:
        - name: broker
          securityContext:
            allowPrivilegeEscalation: false
            capabilities: {drop: [ALL]}
        securityContext: {runAsNonRoot: true, runAsUser: 1, seccompProfile: {type: RuntimeDefault}}
        volumes: [{name: data, emptyDir: {}}]
        """;

    @ParameterizedTest
    @MethodSource("plans")
    void every_namespace_passes_the_multi_tenancy_benchmarks(
            String tier, boolean suspended, boolean everythingOffered) {
        List<HasMetadata> emitted = emitted(plan(tier, suspended, everythingOffered));

        assertThat(MultiTenancyBenchmark.scopes(emitted))
                .isNotEmpty()
                .allSatisfy(scope ->
                        assertThat(MultiTenancyBenchmark.violations(scope)).isEmpty());
    }

    @Test
    void every_pod_of_every_golden_file_is_restricted() throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(Path.of("src/test/resources/golden"))) {
            files = found.filter(file -> file.getFileName().toString().matches("(out-)?.*\\.yaml"))
                    .filter(file -> !file.getFileName().toString().startsWith("in-"))
                    .toList();
        }
        int pods = 0;
        for (Path file : files) {
            Object tree = Serialization.unmarshal(Files.readString(file), Object.class);
            List<Map<?, ?>> found = PodSecurity.pods(tree).toList();
            pods += found.size();
            assertThat(found.stream().flatMap(pod -> PodSecurity.violations(file.toString(), pod)))
                    .isEmpty();
        }
        assertThat(pods).isGreaterThan(5);
    }

    @Test
    void a_restricted_pod_has_no_violations() {
        assertThat(violations(POD)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hostNetwork: true",
                "hostPID: true",
                "hostIPC: true",
                "volumes: [{name: data, hostPath: {path: /}}]",
                "securityContext: {runAsNonRoot: true, runAsUser: 0, seccompProfile: {type: RuntimeDefault}}",
                "securityContext: {runAsUser: 1, seccompProfile: {type: RuntimeDefault}}",
                "securityContext: {runAsNonRoot: true, seccompProfile: {type: Unconfined}}",
                "securityContext: {runAsNonRoot: true, runAsUser: 1}",
                "initContainers: [{name: before}]",
                "containers: [{name: c, securityContext: {capabilities: {drop: [ALL]}}}]",
                "containers: [{name: c, securityContext: {allowPrivilegeEscalation: false}}]",
                "containers: [{name: c, securityContext: {allowPrivilegeEscalation: false, privileged: true,"
                        + " capabilities: {drop: [ALL]}}}]",
                "containers: [{name: c, securityContext: {allowPrivilegeEscalation: false, capabilities: {drop: [ALL],"
                        + " add: [SYS_ADMIN]}}}]",
                "containers: [{name: c, ports: [{hostPort: 80}], securityContext: {allowPrivilegeEscalation: false,"
                        + " capabilities: {drop: [ALL]}}}]",
                "containers: [{name: c, securityContext: {runAsNonRoot: false, allowPrivilegeEscalation: false,"
                        + " capabilities: {drop: [ALL]}}}]",
            })
    void a_pod_that_is_not_restricted_is_noticed(String instead) {
        String field = instead.substring(0, instead.indexOf(':'));
        Pattern before = Pattern.compile("(?m)^" + field + ":.*\n(?:[- ].*\n)*");

        assertThat(violations(before.matcher(POD).replaceFirst("") + instead + "\n"))
                .isNotEmpty();
    }

    @Test
    void every_benchmark_is_checked_or_said_not_to_apply() throws IOException {
        assumeTrue(Files.exists(BENCHMARKS), "the list of benchmarks lies beside the repository");
        Set<String> names = new TreeSet<>();
        List<Map<String, Object>> benchmarks = Serialization.unmarshal(Files.readString(BENCHMARKS), List.class);
        for (Map<String, Object> benchmark : benchmarks) {
            // .../test/benchmarks/<name>/config.yaml
            String[] path = benchmark.getOrDefault("_path", "").toString().split("/");
            names.add(path[path.length - 2]);
        }

        Set<String> known = new HashSet<>(MultiTenancyBenchmark.CHECKS.keySet());
        known.addAll(MultiTenancyBenchmark.NOT_APPLICABLE.keySet());
        assertThat(names).hasSizeGreaterThan(15).isSubsetOf(known);
    }

    static Stream<Object[]> plans() {
        return Plans.shippedTiers().tiers().keySet().stream()
                .flatMap(tier -> Stream.of(false, true)
                        .flatMap(suspended ->
                                Stream.of(false, true).map(offered -> new Object[] {tier, suspended, offered})));
    }

    private static TenantPlan plan(String tier, boolean suspended, boolean everythingOffered) {
        String offers = everythingOffered
                ? Stream.of(OptionalApi.values()).map(Enum::name).collect(Collectors.joining(","))
                : "";
        return Plans.of("""
            metadata: {name: acme, uid: 7, creationTimestamp: "2026-11-01T00:00:00Z", annotations: {test/offers: "%s"}}
            spec: {tier: %s, suspended: %s}
            """.formatted(offers, tier, suspended));
    }

    private static List<HasMetadata> emitted(TenantPlan plan) {
        List<HasMetadata> emitted = new ArrayList<>();
        emitted.add(new TenantNamespace().desired(plan));
        for (TenantObject<?> object : Contents.OBJECTS) {
            // What is emitted into the pool is judged with the pool's own objects, which stand there first.
            if (object.wanted(plan)
                    && object.possible(plan)
                    && object.namespace(plan).equals(plan.namespace())) {
                emitted.add(object.desired(plan));
            }
        }
        return emitted;
    }

    private static List<String> violations(String pod) {
        return PodSecurity.violations("pod", Serialization.unmarshal(pod, Map.class))
                .toList();
    }
}

package io.millwright.operator.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.crd.v1alpha1.TenantPhase;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Policy Delete, over the whole operator, with an exporter that says when. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TenantErasureIT {

    private final AtomicInteger answer = new AtomicInteger(200);
    private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();

    @SuppressWarnings("NullAway.Init")
    private HttpServer exporter;

    @SuppressWarnings("NullAway.Init")
    private TestInstallation installation;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        exporter = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        exporter.createContext("/", exchange -> {
            asked.add(exchange.getRequestHeaders().getFirst("Idempotency-Key") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(answer.get(), -1);
            exchange.close();
        });
        exporter.start();
        installation = new TestInstallation(
                directory,
                "millwright.operator.deletion.export=http://127.0.0.1:"
                        + exporter.getAddress().getPort() + "/export");
    }

    @AfterAll
    void stop() throws Exception {
        installation.close();
        exporter.stop(0);
    }

    @Test
    void what_is_deleted_is_kept_for_the_grace_period_then_exported_then_destroyed_and_nothing_else_is() {
        List<String> professional = List.of("own", "strange");
        for (String name : List.of("own", "small", "saved", "strange", "neighbour")) {
            installation.apply(
                    name,
                    "{tier: %s, deletionPolicy: Delete}"
                            .formatted(professional.contains(name) ? "professional" : "starter"));
        }
        Tenant own = installation.awaitReady("own");
        Tenant small = installation.awaitReady("small");
        Tenant saved = installation.awaitReady("saved");
        Tenant strange = installation.awaitReady("strange");
        Tenant neighbour = installation.awaitReady("neighbour");
        PersistentVolumeClaim volume = claim(own, "data-" + incarnation(own) + "-historian-0", true);
        PersistentVolumeClaim older = claim(own, "data-01jd0000000000000000000000-historian-0", true);

        PersistentVolumeClaim unlabelled = claim(strange, "data-" + incarnation(strange) + "-broker-0", false);

        List.of(own, small, saved, strange)
                .forEach(tenant -> installation.client.resource(tenant).delete());

        Tenant waiting = installation.awaitReason("own", "Ready", "GracePeriod");
        installation.awaitReason("small", "Ready", "GracePeriod");
        installation.awaitReason("saved", "Ready", "GracePeriod");
        assertThat(waiting.getStatus().getPhase()).isEqualTo(TenantPhase.TERMINATING);
        assertThat(TestInstallation.condition(waiting, "Ready").orElseThrow().getMessage())
                .contains("spec.deletionPolicy to Retain");
        assertThat(workloads("tenant-own")).containsExactly("historian:0");
        assertThat(databases()).contains(database(own), database(small), database(saved));
        assertThat(isThere(volume)).isTrue();

        installation.apply("saved", "{tier: starter, deletionPolicy: Retain}");
        awaitGone("saved");
        assertThat(databases()).contains(database(saved));

        installation.stopOperator();
        installation.advance(Duration.ofDays(8));
        answer.set(503);
        installation.startOperator();
        installation.awaitReason("own", "Ready", "ExportPending");
        installation.awaitReason("small", "Ready", "ExportPending");
        assertThat(databases()).contains(database(own), database(small));
        assertThat(authority(own)).isTrue();

        installation.stopOperator();
        answer.set(204);
        installation.startOperator();
        awaitGone("own");
        awaitGone("small");
        Tenant blocked = installation.awaitReason("strange", "Ready", "ErasureBlocked");

        assertThat(databases())
                .contains(database(saved), database(neighbour))
                .doesNotContain(database(own), database(small));
        assertThat(installation.query("SELECT rolname FROM pg_roles"))
                .noneMatch(role -> role.startsWith(database(own)) || role.startsWith(database(small)))
                .contains(database(saved) + "_owner", database(neighbour) + "_owner");
        assertThat(workloads("tenant-own")).isEmpty();
        assertThat(isThere(volume)).isFalse();
        assertThat(isThere(older)).as("a volume of another incarnation").isTrue();
        assertThat(authority(own)).isFalse();
        assertThat(authority(small)).isFalse();
        assertThat(authority(saved)).isTrue();
        assertThat(installation
                        .client
                        .secrets()
                        .inAnyNamespace()
                        .withLabel(Labels.TENANT, "own")
                        .list()
                        .getItems())
                .isEmpty();
        assertThat(annotations("own")).containsKeys(Continuation.ERASED, "millwright.io/tombstone");
        assertThat(record(own))
                .containsEntry("export", "confirmed")
                .containsKey("erased")
                .hasEntrySatisfying(
                        "destroyed",
                        list -> assertThat(list)
                                .contains("StatefulSet tenant-own/historian")
                                .contains("PersistentVolumeClaim tenant-own/data-" + incarnation(own))
                                .contains("Secret millwright-pki/own-" + incarnation(own) + "-ca"));
        assertThat(asked)
                .anyMatch(line -> line.startsWith(incarnation(own).toUpperCase(Locale.ROOT) + " ")
                        && line.contains("\"database\":\"" + database(own) + "\""));
        installation.awaitReady("neighbour");

        assertThat(TestInstallation.condition(blocked, "Ready").orElseThrow().getMessage())
                .contains(unlabelled.getMetadata().getName());
        assertThat(isThere(unlabelled)).isTrue();
        assertThat(databases()).contains(database(strange));
        assertThat(authority(strange)).isTrue();
        installation.client.resource(unlabelled).delete();
        installation.apply("strange", "{tier: professional, deletionPolicy: Delete, displayName: look again}");
        awaitGone("strange");
        assertThat(databases()).doesNotContain(database(strange));

        installation.apply("own", "{tier: professional}");
        Tenant second = installation.awaitReady("own");
        assertThat(incarnation(second)).isNotEqualTo(incarnation(own));
    }

    private PersistentVolumeClaim claim(Tenant tenant, String name, boolean labelled) {
        return installation
                .client
                .resource(new PersistentVolumeClaimBuilder()
                        .withNewMetadata()
                        .withNamespace(tenant.getStatus().getNamespace())
                        .withName(name)
                        .withLabels(
                                labelled ? Labels.selector(tenant.getMetadata().getName(), Names.HISTORIAN) : Map.of())
                        .endMetadata()
                        .withNewSpec()
                        .withAccessModes("ReadWriteOnce")
                        .withNewResources()
                        .addToRequests("storage", new Quantity("1Gi"))
                        .endResources()
                        .endSpec()
                        .build())
                .create();
    }

    private void awaitGone(String name) {
        TestInstallation.await(
                name + " is gone", () -> installation.tenant(name).isEmpty() ? Optional.of(true) : Optional.empty());
    }

    private boolean isThere(PersistentVolumeClaim claim) {
        return installation.client.resource(claim).get() != null;
    }

    private boolean authority(Tenant tenant) {
        return installation
                        .client
                        .secrets()
                        .inNamespace(Names.PKI_NAMESPACE)
                        .withName(tenant.getMetadata().getName() + "-" + incarnation(tenant) + "-ca")
                        .get()
                != null;
    }

    private Map<String, String> record(Tenant tenant) {
        ConfigMap record = installation
                .client
                .configMaps()
                .inNamespace(Names.PKI_NAMESPACE)
                .withName("erasure-" + tenant.getMetadata().getName() + "-" + incarnation(tenant))
                .get();
        return record.getData();
    }

    private Map<String, String> annotations(String tenant) {
        return installation
                .client
                .namespaces()
                .withName("tenant-" + tenant)
                .get()
                .getMetadata()
                .getAnnotations();
    }

    private List<String> workloads(String namespace) {
        return installation.client.apps().statefulSets().inNamespace(namespace).list().getItems().stream()
                .map(set -> set.getMetadata().getName() + ":" + set.getSpec().getReplicas())
                .toList();
    }

    private List<String> databases() {
        return installation.query("SELECT datname FROM pg_database");
    }

    private static String database(Tenant tenant) {
        return tenant.getMetadata().getName() + "_" + incarnation(tenant);
    }

    private static String incarnation(Tenant tenant) {
        return Objects.requireNonNull(tenant.getStatus().getIncarnation()).toLowerCase(Locale.ROOT);
    }
}

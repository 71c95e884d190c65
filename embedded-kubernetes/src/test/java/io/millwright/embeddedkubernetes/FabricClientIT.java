package io.millwright.embeddedkubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.millwright.embeddedkubernetes.resource.PodLogs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What clients rely on, asked by a client that knows nothing of this server. */
class FabricClientIT {

    private static final Duration SOON = Duration.ofSeconds(20);

    private static EmbeddedKubernetes server;
    private static KubernetesClient client;

    @BeforeAll
    static void start() {
        PodLogs logs = (pod, out) -> out.write(("log of " + pod.name() + "\n").getBytes(StandardCharsets.UTF_8));
        server = EmbeddedKubernetes.start(EmbeddedKubernetes.Settings.inMemory().withPodLogs(logs));
        client = Servers.client(server);
    }

    @AfterAll
    static void stop() {
        client.close();
        server.close();
    }

    private static String namespace(String name) {
        client.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build())
                .create();
        return name;
    }

    private static ConfigMap configMap(String namespace, String name, Map<String, String> data) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .endMetadata()
                .withData(data)
                .build();
    }

    private static PatchContext apply(String manager, boolean force) {
        return new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(manager)
                .withForce(force)
                .build();
    }

    @Test
    void an_informer_sees_what_was_there_and_what_comes() {
        String namespace = namespace("informed");
        client.resource(configMap(namespace, "before", Map.of())).create();
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        try (SharedIndexInformer<ConfigMap> informer = client.configMaps()
                .inNamespace(namespace)
                .inform(new ResourceEventHandler<>() {
                    @Override
                    public void onAdd(ConfigMap added) {
                        seen.add("+" + added.getMetadata().getName());
                    }

                    @Override
                    public void onUpdate(ConfigMap old, ConfigMap updated) {
                        seen.add("~" + updated.getMetadata().getName() + updated.getData());
                    }

                    @Override
                    public void onDelete(ConfigMap deleted, boolean unknown) {
                        seen.add("-" + deleted.getMetadata().getName());
                    }
                })) {
            client.resource(configMap(namespace, "after", Map.of())).create();
            client.resource(configMap(namespace, "after", Map.of("a", "1"))).update();
            client.resource(configMap(namespace, "after", Map.of())).delete();

            await().atMost(SOON).until(() -> seen.contains("-after"));
            assertThat(seen).containsExactly("+before", "+after", "~after{a=1}", "-after");
            assertThat(informer.isWatching()).isTrue();
        }
    }

    @Test
    void appliers_share_an_object_and_conflict_over_a_field() {
        String namespace = namespace("applied");
        client.resource(configMap(namespace, "c", Map.of("a", "1"))).patch(apply("first", false));
        client.resource(configMap(namespace, "c", Map.of("b", "2"))).patch(apply("second", false));

        assertThatThrownBy(() -> client.resource(configMap(namespace, "c", Map.of("a", "9")))
                        .patch(apply("second", false)))
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(409));
        ConfigMap forced =
                client.resource(configMap(namespace, "c", Map.of("a", "9"))).patch(apply("second", true));

        assertThat(forced.getData()).isEqualTo(Map.of("a", "9"));
    }

    @Test
    void applying_the_same_again_writes_nothing() {
        String namespace = namespace("idempotent");
        StatefulSet broker = new StatefulSetBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName("broker")
                .endMetadata()
                .withNewSpec()
                .withServiceName("broker")
                .withReplicas(1)
                .withNewSelector()
                .addToMatchLabels("app", "broker")
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .addToLabels("app", "broker")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("broker")
                .withImage("registry.example/broker:1")
                .addNewPort()
                .withContainerPort(1883)
                .endPort()
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
        StatefulSet first = client.resource(broker).patch(apply("operator", true));

        StatefulSet again = client.resource(broker).patch(apply("operator", true));

        assertThat(again.getMetadata().getResourceVersion())
                .isEqualTo(first.getMetadata().getResourceVersion());
        assertThat(first.getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getPorts()
                        .getFirst()
                        .getProtocol())
                .isEqualTo("TCP");
    }

    @Test
    void an_update_of_an_old_version_is_a_conflict() {
        String namespace = namespace("versions");
        ConfigMap old =
                client.resource(configMap(namespace, "c", Map.of("a", "1"))).create();
        client.resource(configMap(namespace, "c", Map.of("a", "2"))).update();

        old.setData(Map.of("a", "3"));

        assertThatThrownBy(() -> client.resource(old)
                        .lockResourceVersion(old.getMetadata().getResourceVersion())
                        .update())
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(409));
    }

    @Test
    void a_finalizer_holds_what_is_being_deleted() {
        String namespace = namespace("held");
        ConfigMap held = configMap(namespace, "c", Map.of());
        held.getMetadata().getFinalizers().add("millwright.io/test");
        client.resource(held).create();

        client.resource(held).delete();
        assertThat(client.resource(held).get().getMetadata().getDeletionTimestamp())
                .isNotNull();
        client.resource(held)
                .edit(c -> new ConfigMapBuilder(c)
                        .editMetadata()
                        .removeFromFinalizers("millwright.io/test")
                        .endMetadata()
                        .build());

        assertThat(client.resource(held).get()).isNull();
    }

    @Test
    void what_has_lost_its_owner_is_collected_even_if_it_came_later() {
        String namespace = namespace("collected");
        ConfigMap owner =
                client.resource(configMap(namespace, "owner", Map.of())).create();
        ConfigMap owned = configMap(namespace, "owned", Map.of());
        owned.getMetadata()
                .getOwnerReferences()
                .add(new OwnerReferenceBuilder()
                        .withApiVersion("v1")
                        .withKind("ConfigMap")
                        .withName("owner")
                        .withUid(owner.getMetadata().getUid())
                        .build());
        client.resource(owned).create();
        ConfigMap late = new ConfigMapBuilder(owned)
                .editMetadata()
                .withName("late")
                .endMetadata()
                .build();

        client.resource(owner)
                .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                .delete();
        client.resource(late).create();

        await().atMost(SOON)
                .until(() -> client.configMaps()
                        .inNamespace(namespace)
                        .list()
                        .getItems()
                        .isEmpty());
    }

    @Test
    void a_namespace_goes_with_everything_in_it() {
        String namespace = namespace("short-lived");
        client.resource(configMap(namespace, "c", Map.of())).create();
        client.resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName("s")
                        .endMetadata()
                        .withNewSpec()
                        .addNewPort()
                        .withPort(80)
                        .endPort()
                        .endSpec()
                        .build())
                .create();

        client.namespaces().withName(namespace).delete();

        await().atMost(SOON).until(() -> client.namespaces().withName(namespace).get() == null);
        assertThat(client.configMaps().inNamespace(namespace).list().getItems()).isEmpty();
    }

    @Test
    void only_one_of_two_can_take_a_lease() {
        String namespace = namespace("leases");
        Lease lease = new LeaseBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName("leader")
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity("a")
                .withLeaseDurationSeconds(15)
                .endSpec()
                .build();
        Lease taken = client.resource(lease).create();
        Lease byB = new LeaseBuilder(taken)
                .editSpec()
                .withHolderIdentity("b")
                .endSpec()
                .build();
        Lease byC = new LeaseBuilder(taken)
                .editSpec()
                .withHolderIdentity("c")
                .endSpec()
                .build();

        client.resource(byB)
                .lockResourceVersion(taken.getMetadata().getResourceVersion())
                .update();

        assertThatThrownBy(() -> client.resource(byC)
                        .lockResourceVersion(taken.getMetadata().getResourceVersion())
                        .update())
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(409));
        assertThat(client.resource(lease).get().getSpec().getHolderIdentity()).isEqualTo("b");
    }

    @Test
    void logs_of_a_pod_are_those_of_whoever_runs_it() {
        String namespace = namespace("logged");
        client.resource(new PodBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName("p")
                        .endMetadata()
                        .withNewSpec()
                        .addNewContainer()
                        .withName("c")
                        .withImage("registry.example/c:1")
                        .endContainer()
                        .endSpec()
                        .build())
                .create();

        assertThat(client.pods().inNamespace(namespace).withName("p").getLog()).isEqualTo("log of p\n");
    }
}

package io.millwright.operator.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.millwright.crd.definition.Definitions;
import io.millwright.crd.v1alpha1.DeviceFleet;
import io.millwright.crd.v1alpha1.Site;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The samples against an API server, with the operator's Site and DeviceFleet controllers running. */
class FleetReconcilerIT {

    private static final String NAMESPACE = "tenant-acme";
    private static final String CONFIG_MAP = "fleet-press-line-config";
    private static final Duration SOON = Duration.ofSeconds(10);

    private ControllersUnderTest controllers;
    private KubernetesClient client;

    @BeforeEach
    void start(@TempDir Path directory) {
        controllers = ControllersUnderTest.start(directory);
        client = controllers.client();
        controllers.install(Definitions.yaml());
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .endMetadata()
                        .build())
                .create();
        controllers.startOperator();
    }

    @AfterEach
    void stop() {
        controllers.close();
    }

    @Test
    void a_fleet_without_its_site_says_so_and_heals_when_the_site_comes() throws Exception {
        client.resource(sample("press-line")).create();
        awaitReady("press-line", "False", "SiteNotFound");
        assertThat(configMap()).isNull();

        client.resource(sample("bremen")).create();

        awaitReady("press-line", "True", "ConfigurationRendered");
        assertThat(configMap().getMetadata().getAnnotations())
                .containsEntry(
                        FleetConfigMap.HASH, fleet("press-line").getStatus().getConfiguration());
        assertThat(reasonsOfEvents()).contains("SiteNotFound", "ConfigurationRendered");
    }

    @Test
    void a_deleted_or_edited_configuration_comes_back() throws Exception {
        startBoth();
        Map<String, String> content = configMap().getData();

        client.configMaps().inNamespace(NAMESPACE).withName(CONFIG_MAP).delete();
        await().atMost(SOON).until(() -> configMap() != null);
        client.configMaps().inNamespace(NAMESPACE).withName(CONFIG_MAP).edit(map -> {
            map.setData(Map.of(FleetConfigMap.KEY, "{}"));
            return map;
        });

        await().atMost(SOON).until(() -> content.equals(configMap().getData()));
    }

    @Test
    void what_the_control_plane_says_survives_a_new_configuration() throws Exception {
        startBoth();
        controlPlaneSays(12);
        String before = fleet("press-line").getStatus().getConfiguration();

        client.resources(DeviceFleet.class)
                .inNamespace(NAMESPACE)
                .withName("press-line")
                .edit(fleet -> {
                    fleet.getSpec().getTags().getFirst().setInterval("2s");
                    return fleet;
                });

        await().atMost(SOON)
                .until(() ->
                        !Objects.equals(before, fleet("press-line").getStatus().getConfiguration()));
        assertThat(fleet("press-line").getStatus().getEnrolled()).isEqualTo(12);
        assertThat(fleet("press-line").getStatus().getObservedGeneration()).isEqualTo(2);
    }

    @Test
    void neither_the_control_planes_status_nor_a_restart_writes_anything() throws Exception {
        startBoth();
        controlPlaneSays(12);
        Map<String, String> before = versions();

        controlPlaneSays(12);
        controllers.restartOperator();
        client.resource(sample("pump-line")).create();
        awaitReady("pump-line", "True", "ConfigurationRendered");

        await().during(Duration.ofSeconds(1))
                .atMost(SOON)
                .until(() -> versions().equals(before));
    }

    @Test
    void a_site_that_turns_bad_keeps_the_last_configuration_in_place() throws Exception {
        startBoth();
        String hash = fleet("press-line").getStatus().getConfiguration();

        client.resources(Site.class).inNamespace(NAMESPACE).withName("bremen").edit(site -> {
            site.getSpec().setTimezone("Europe/Bremen");
            return site;
        });

        awaitReady("press-line", "False", "SiteNotReady");
        assertThat(fleet("press-line").getStatus().getConfiguration()).isEqualTo(hash);
        assertThat(configMap()).isNotNull();
        await().atMost(SOON).until(() -> hasReady(site(), "False", "UnknownTimezone"));
    }

    @Test
    void the_configuration_goes_with_its_fleet() throws Exception {
        startBoth();

        client.resources(DeviceFleet.class)
                .inNamespace(NAMESPACE)
                .withName("press-line")
                .delete();

        await().atMost(SOON).until(() -> configMap() == null);
    }

    private void startBoth() throws Exception {
        client.resource(sample("bremen")).create();
        client.resource(sample("press-line")).create();
        awaitReady("press-line", "True", "ConfigurationRendered");
        await().atMost(SOON).until(() -> hasReady(site(), "True", "Valid"));
    }

    private void controlPlaneSays(int enrolled) {
        DeviceFleet said = new DeviceFleet();
        said.getMetadata().setNamespace(NAMESPACE);
        said.getMetadata().setName("press-line");
        said.setSpec(null);
        said.getStatus().setEnrolled(enrolled);
        client.resource(said)
                .subresource("status")
                .patch(new PatchContext.Builder()
                        .withPatchType(PatchType.SERVER_SIDE_APPLY)
                        .withFieldManager("millwright-control-plane")
                        .withForce(true)
                        .build());
    }

    private Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>();
        for (HasMetadata object : List.<HasMetadata>of(fleet("press-line"), site(), configMap())) {
            versions.put(object.getKind(), object.getMetadata().getResourceVersion());
        }
        return versions;
    }

    private void awaitReady(String fleet, String status, String reason) {
        await().atMost(SOON).until(() -> hasReady(fleet(fleet), status, reason));
    }

    private static boolean hasReady(HasMetadata object, String status, String reason) {
        List<Condition> conditions = object instanceof Site site
                ? site.getStatus().getConditions()
                : ((DeviceFleet) object).getStatus().getConditions();
        return conditions.stream()
                .anyMatch(condition -> condition.getType().equals("Ready")
                        && condition.getStatus().equals(status)
                        && condition.getReason().equals(reason));
    }

    private DeviceFleet fleet(String name) {
        return client.resources(DeviceFleet.class)
                .inNamespace(NAMESPACE)
                .withName(name)
                .get();
    }

    private Site site() {
        return client.resources(Site.class)
                .inNamespace(NAMESPACE)
                .withName("bremen")
                .get();
    }

    private ConfigMap configMap() {
        return client.configMaps().inNamespace(NAMESPACE).withName(CONFIG_MAP).get();
    }

    private List<String> reasonsOfEvents() {
        return client.v1().events().inNamespace(NAMESPACE).list().getItems().stream()
                .map(Event::getReason)
                .toList();
    }

    private static HasMetadata sample(String name) throws Exception {
        String samples = Files.readString(Path.of("../crds/samples/site-and-fleets.yaml"));
        for (String document : samples.split("(?m)^---$")) {
            HasMetadata object = Serialization.unmarshal(document);
            if (object.getMetadata().getName().equals(name)) {
                return object;
            }
        }
        throw new AssertionError("no sample " + name);
    }
}

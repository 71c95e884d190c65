package io.millwright.operator.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.operator.broker.BrokerAuthorities;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** One tenant after the other, each from its making to its end, with the same story. */
final class Life {

    /** What happens to a tenant, one after the other. */
    enum Stage {
        PROVISIONED,
        CHANGED,
        SUSPENDED,
        RESUMED,
        DELETED
    }

    private static final String NAME = "acme";

    private static final String OTHERS_DATABASE = "somebody_elses";
    private static final String OTHERS_VOLUME = "data-01jd0000000000000000000000-historian-0";

    private final World world;
    private final String tier;
    private final String policy;
    private String incarnation = "";

    /** @param policy of deletion */
    Life(World world, String tier, String policy) {
        this.world = world;
        this.tier = tier;
        this.policy = policy;
    }

    /** Asks for it. */
    void begin(Stage stage) {
        String changed = "limits: {devices: 7, messagesPerSecond: 9}, historian: {retention: {raw: 1d}}";
        switch (stage) {
            case PROVISIONED -> {
                world.databases.add(OTHERS_DATABASE);
                apply("");
            }
            case CHANGED -> apply(changed);
            case SUSPENDED -> apply(changed + ", suspended: true");
            case RESUMED -> apply(changed);
            case DELETED -> {
                claim(OTHERS_VOLUME);
                claim(volume());
                world.client.resources(Tenant.class).withName(NAME).delete();
            }
        }
    }

    private void apply(String more) {
        world.apply(NAME, "{tier: %s, deletionPolicy: %s, %s}".formatted(tier, policy, more));
    }

    /** Whether it has come about, as far as the tenant, the platform and the pool say. */
    boolean has(Stage stage) {
        Optional<Tenant> tenant = world.tenant(NAME);
        Optional<String> ready = tenant.filter(found -> found.getStatus() != null)
                .filter(found -> Objects.equals(
                        found.getStatus().getObservedGeneration(),
                        found.getMetadata().getGeneration()))
                .flatMap(found -> TestInstallation.condition(found, "Ready"))
                .map(condition -> condition.getReason());
        tenant.map(Tenant::getStatus).map(status -> status.getIncarnation()).ifPresent(found -> incarnation = found);
        return platformIsComplete()
                && switch (stage) {
                    case PROVISIONED, CHANGED, RESUMED ->
                        ready.filter("Ready"::equals).isPresent() && poolServes() == tier.equals("starter");
                    case SUSPENDED -> ready.filter("Suspended"::equals).isPresent();
                    case DELETED -> tenant.isEmpty() && !poolServes();
                };
    }

    private boolean platformIsComplete() {
        return world.keys().keySet().containsAll(Set.of(Names.CONTROL_PLANE_CLIENT, Names.ENROLLMENT_SERVER));
    }

    /** The pool has a reconciliation of its own, which no condition of a tenant waits for. */
    private boolean poolServes() {
        return Optional.ofNullable(world.client
                        .configMaps()
                        .inNamespace(Names.POOL_NAMESPACE)
                        .withName(Names.BROKER_CONFIG)
                        .get())
                .filter(found ->
                        found.getData().getOrDefault(BrokerAuthorities.KEY, "").contains(NAME + "="))
                .isPresent();
    }

    /** All there is, without what no two lives have in common. */
    Map<String, String> essence() {
        return world.essence(incarnation);
    }

    /** Whom nothing may ever replace: the platform's keys and, as long as its data is there, the tenant's. */
    Map<String, String> keys(Stage stage) {
        Map<String, String> keys = new TreeMap<>(world.keys());
        if (stage == Stage.DELETED && !keepsData()) {
            keys.remove(authority());
        }
        return keys;
    }

    /** What holds besides that everything is as it is after an undisturbed life. */
    void assertRules(Stage stage) {
        boolean data = stage != Stage.DELETED || keepsData();
        assertThat(world.databases)
                .as("the tenant's database and those of others")
                .hasSize(data ? 2 : 1)
                .contains(OTHERS_DATABASE);
        assertThat(world.keys().containsKey(authority())).as("its authority").isEqualTo(data);
        if (stage == Stage.DELETED) {
            assertThat(isThere(volume())).as("its volume").isEqualTo(data);
            assertThat(isThere(OTHERS_VOLUME)).as("the volume of another life").isTrue();
            if (!data) {
                assertDestroyed();
            }
        }
    }

    private void assertDestroyed() {
        assertThat(world.objects().values())
                .filteredOn(object -> Labels.tenantOf(object).isPresent())
                .allMatch(object -> object instanceof Namespace || isRecord(object));
        assertThat(world.client
                        .configMaps()
                        .inNamespace(Names.PKI_NAMESPACE)
                        .withName(record())
                        .get()
                        .getData())
                .containsKey("erased");
    }

    private boolean isRecord(HasMetadata object) {
        return object instanceof ConfigMap && object.getMetadata().getName().equals(record());
    }

    /** Takes away what a deleted tenant leaves, so that the next one is the same story again. */
    void forget() {
        world.client
                .configMaps()
                .inNamespace(Names.PKI_NAMESPACE)
                .withName(record())
                .delete();
        world.forget(NAME, incarnation);
    }

    private boolean keepsData() {
        return policy.equals("Retain");
    }

    private String authority() {
        return NAME + "-" + incarnation.toLowerCase(Locale.ROOT) + "-ca";
    }

    private String record() {
        return "erasure-" + NAME + "-" + incarnation.toLowerCase(Locale.ROOT);
    }

    private String volume() {
        return "data-" + incarnation.toLowerCase(Locale.ROOT) + "-historian-0";
    }

    private boolean isThere(String claim) {
        return world.client
                        .persistentVolumeClaims()
                        .inNamespace(Names.namespace(NAME))
                        .withName(claim)
                        .get()
                != null;
    }

    /** As the controller of StatefulSets makes it. */
    private void claim(String name) {
        world.client
                .resource(new PersistentVolumeClaimBuilder()
                        .withNewMetadata()
                        .withNamespace(Names.namespace(NAME))
                        .withName(name)
                        .withLabels(Labels.selector(NAME, Names.HISTORIAN))
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
}

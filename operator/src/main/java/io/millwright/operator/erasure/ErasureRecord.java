package io.millwright.operator.erasure;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * ConfigMap {@code erasure-<tenant>-<incarnation>} beside the keys: written before anything is destroyed, as the list of what will
 * be, and certified when nothing of it was found any more. It is never removed by the operator.
 */
final class ErasureRecord {

    private static final String ERASED = "erased";

    private final KubernetesClient client;
    private final Doomed doomed;

    ErasureRecord(KubernetesClient client, Doomed doomed) {
        this.client = client;
        this.doomed = doomed;
    }

    static String name(Doomed doomed) {
        return "erasure-" + doomed.tenant() + "-" + doomed.incarnation().lower();
    }

    boolean isThere() {
        return found().isPresent();
    }

    /** When it was certified. */
    Optional<String> erased() {
        return found().map(ConfigMap::getData).map(data -> data.get(ERASED));
    }

    /** @param found what there is, one line each; @param export what the exporter said */
    void open(List<String> found, String export, Instant now) {
        client.configMaps()
                .inNamespace(Names.PKI_NAMESPACE)
                .resource(new ConfigMapBuilder()
                        .withMetadata(Labels.metadata(
                                doomed.tenant(),
                                doomed.incarnation(),
                                Names.PKI_NAMESPACE,
                                name(doomed),
                                Remains.RECORD))
                        .addToData("tenant", doomed.tenant())
                        .addToData("incarnation", doomed.incarnation().ulid())
                        .addToData("uid", doomed.uid())
                        .addToData("requested", doomed.requested())
                        .addToData("export", export)
                        .addToData("begun", now.toString())
                        .addToData("destroyed", String.join("\n", found) + "\n")
                        .build())
                .create();
    }

    void certify(Instant now) {
        client.configMaps()
                .inNamespace(Names.PKI_NAMESPACE)
                .withName(name(doomed))
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        Serialization.asJson(Map.of("data", Map.of(ERASED, now.toString()))));
    }

    private Optional<ConfigMap> found() {
        return Optional.ofNullable(client.configMaps()
                .inNamespace(Names.PKI_NAMESPACE)
                .withName(name(doomed))
                .get());
    }
}

package io.millwright.operator.erasure;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import java.net.HttpURLConnection;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What there still is of a tenant, as the API server itself answers: what is destroyed for good is not decided on a cache. */
final class Remains {

    /** {@code app.kubernetes.io/name} of the record of a destruction, which outlives it. */
    static final String RECORD = "erasure";

    private final Collection<Class<? extends HasMetadata>> kinds;

    /** @param kinds what a tenant can consist of; the namespace is never destroyed and may be among them */
    Remains(Collection<Class<? extends HasMetadata>> kinds) {
        this.kinds = kinds;
    }

    /** Everything but keys and volumes, in any namespace. */
    List<HasMetadata> workloads(Doomed doomed, KubernetesClient client) {
        return kinds.stream()
                .filter(kind -> kind != Namespace.class && kind != Secret.class)
                .flatMap(kind -> of(kind, doomed, client))
                .toList();
    }

    /** The CA, logins and certificates, in any namespace. */
    List<HasMetadata> keys(Doomed doomed, KubernetesClient client) {
        return of(Secret.class, doomed, client).toList();
    }

    /** Claims are made for us by the cluster: they are told by the incarnation in their name. */
    List<PersistentVolumeClaim> volumes(Doomed doomed, KubernetesClient client) {
        String ofSets = Names.dataVolume(doomed.incarnation()) + "-";
        String ofCluster = Names.historianCluster(doomed.incarnation()) + "-";
        return client.persistentVolumeClaims().inNamespace(doomed.namespace()).list().getItems().stream()
                .filter(claim -> claim.getMetadata().getName().startsWith(ofSets)
                        || claim.getMetadata().getName().startsWith(ofCluster))
                .toList();
    }

    /** A claim carries the labels that its StatefulSet selects by, or CloudNativePG's; one without them is not touched. */
    static boolean isOf(PersistentVolumeClaim claim, Doomed doomed) {
        Map<String, String> labels = claim.getMetadata().getLabels();
        return labels != null
                && (doomed.tenant().equals(labels.get(Labels.INSTANCE))
                        || Names.historianCluster(doomed.incarnation()).equals(labels.get("cnpg.io/cluster")));
    }

    private static <R extends HasMetadata> Stream<HasMetadata> of(
            Class<R> kind, Doomed doomed, KubernetesClient client) {
        try {
            return client
                    .resources(kind)
                    .inAnyNamespace()
                    .withLabel(Labels.MANAGED_BY, Labels.OPERATOR)
                    .withLabel(Labels.TENANT, doomed.tenant())
                    .list()
                    .getItems()
                    .stream()
                    .filter(doomed::owns)
                    .filter(object -> !isRecord(object))
                    .map(HasMetadata.class::cast);
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return Stream.of(); // this cluster does not have the kind
            }
            throw e;
        }
    }

    private static boolean isRecord(HasMetadata object) {
        return Optional.ofNullable(object.getMetadata().getLabels())
                .map(labels -> labels.get(Labels.NAME))
                .filter(RECORD::equals)
                .isPresent();
    }

    /** For people, without contents. */
    static String told(HasMetadata object) {
        return object.getKind() + " " + object.getMetadata().getNamespace() + "/"
                + object.getMetadata().getName();
    }
}

package io.millwright.operator.tenant;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.millwright.crd.v1alpha1.Tenant;
import io.millwright.operator.cluster.Cluster;
import io.millwright.operator.plan.Incarnation;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which life a Tenant is. It is a new one, unless its namespace says that the next Tenant of its name continues the life that lies
 * there: the operator writes so when the definition of Tenants is taken away, a person may write so on a tombstone. What is
 * continued is kept beside the uid of the Tenant that continues it, so that the one after it is new again.
 */
final class Continuation {

    /** Annotation: the next Tenant of this name continues this incarnation; since when, or any text. */
    static final String NEXT = "millwright.io/continue";

    /** Annotation: uid of the Tenant that continues this incarnation. */
    static final String BY = "millwright.io/continued-by";

    /** Annotation of a tombstone: everything that this incarnation had is destroyed; since when. */
    static final String ERASED = "millwright.io/erased";

    private static final String DEFINITION = "tenants.millwright.io";

    private static final String OPERATOR = "millwright-operator-continuation";

    static Incarnation of(Tenant tenant, Optional<Namespace> found) {
        Incarnation derived = Incarnation.of(
                Instant.parse(tenant.getMetadata().getCreationTimestamp()),
                tenant.getMetadata().getUid());
        if (found.isEmpty()) {
            // Deleted by hand: the status is the only other place that knows whether an older life was continued.
            return Optional.ofNullable(tenant.getStatus())
                    .map(status -> status.getIncarnation())
                    .map(Incarnation::new)
                    .orElse(derived);
        }
        return found.filter(namespace -> isContinued(namespace, tenant))
                .flatMap(Labels::incarnationOf)
                .map(Incarnation::new)
                .orElse(derived);
    }

    /** Remembers for good that this Tenant continues what its namespace offers; nothing if it offers nothing. */
    static void accept(Tenant tenant, Optional<Namespace> found, Cluster<Tenant> cluster) {
        if (found.filter(namespace -> isOurs(namespace, tenant))
                .flatMap(namespace -> Labels.annotation(namespace, NEXT))
                .isEmpty()) {
            return;
        }
        Map<String, Object> annotations = new LinkedHashMap<>();
        annotations.put(BY, tenant.getMetadata().getUid());
        annotations.put(NEXT, null);
        annotations.put(ERASED, null);
        annotate(tenant, annotations, cluster);
    }

    /** The next Tenant of this name continues this life; nothing if its namespace is not there, or another's, or says so already. */
    static void offer(Tenant tenant, Incarnation incarnation, Instant now, Cluster<Tenant> cluster) {
        boolean lies = cluster.read(Namespace.class, null, Names.namespace(nameOf(tenant)))
                .filter(namespace -> isOurs(namespace, tenant))
                .filter(namespace -> Labels.annotation(namespace, NEXT).isEmpty())
                .flatMap(Labels::incarnationOf)
                .filter(incarnation.ulid()::equals)
                .isPresent();
        if (lies) {
            annotate(tenant, Map.of(NEXT, now.toString()), cluster);
        }
    }

    /** Nothing of this life is left: nobody continues it. Nothing if the namespace says so already. */
    static void erased(Tenant tenant, Instant now, Cluster<Tenant> cluster) {
        if (cluster.read(Namespace.class, null, Names.namespace(nameOf(tenant)))
                .filter(namespace -> isOurs(namespace, tenant))
                .filter(namespace -> Stream.of(BY, NEXT)
                                .anyMatch(
                                        key -> Labels.annotation(namespace, key).isPresent())
                        || Labels.annotation(namespace, ERASED).isEmpty())
                .isPresent()) {
            Map<String, Object> annotations = new LinkedHashMap<>();
            annotations.put(ERASED, now.toString());
            annotations.put(BY, null);
            annotations.put(NEXT, null);
            annotate(tenant, annotations, cluster);
        }
    }

    /** Since when the definition of Tenants is on its way out, which takes every Tenant along and means none of them. */
    static Optional<Instant> definitionLeaving(Cluster<Tenant> cluster) {
        CustomResourceDefinition definition = cluster.client()
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(DEFINITION)
                .get();
        if (definition == null) {
            return Optional.of(Instant.EPOCH);
        }
        return Optional.ofNullable(definition.getMetadata().getDeletionTimestamp())
                .map(Instant::parse);
    }

    private static boolean isContinued(Namespace namespace, Tenant tenant) {
        return isOurs(namespace, tenant)
                && (Labels.annotation(namespace, NEXT).isPresent()
                        || Labels.annotation(namespace, BY)
                                .filter(tenant.getMetadata().getUid()::equals)
                                .isPresent());
    }

    private static boolean isOurs(Namespace namespace, Tenant tenant) {
        return Labels.ours(namespace)
                && Labels.tenantOf(namespace).filter(nameOf(tenant)::equals).isPresent();
    }

    private static String nameOf(Tenant tenant) {
        return tenant.getMetadata().getName();
    }

    /** Under another manager than the namespace's intent, which would otherwise take it away again. */
    private static void annotate(Tenant tenant, Map<String, Object> annotations, Cluster<Tenant> cluster) {
        cluster.client()
                .namespaces()
                .withName(Names.namespace(nameOf(tenant)))
                .patch(
                        new PatchContext.Builder()
                                .withPatchType(PatchType.JSON_MERGE)
                                .withFieldManager(OPERATOR)
                                .build(),
                        Serialization.asJson(Collections.singletonMap("metadata", Map.of("annotations", annotations))));
    }

    private Continuation() {}
}

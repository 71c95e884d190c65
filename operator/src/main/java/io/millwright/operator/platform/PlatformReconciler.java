package io.millwright.operator.platform;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.millwright.operator.cluster.Cluster;
import io.millwright.operator.cluster.WriteCounter;
import io.millwright.operator.pki.PlatformCertificateAuthority;
import io.millwright.operator.pki.ServerCertificateAuthority;
import io.millwright.operator.pki.ServerNames;
import io.millwright.operator.pki.secret.KeyState;
import io.millwright.operator.pki.secret.LeafCertificates;
import io.millwright.operator.pki.secret.PlatformKeys;
import io.millwright.operator.plan.Installation;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.Secrets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the control plane's certificates in {@code millwright-pki} there and valid. It asks the API server itself, and again
 * every half minute. Who deletes a certificate wants another one: what is kept is applied to the very Secret that was read,
 * and never brings back one that was deleted in between.
 */
@ControllerConfiguration(
        name = "platform",
        generationAwareEventProcessing = false,
        informer =
                @Informer(
                        name = "platform",
                        labelSelector = Labels.OURS + "," + Labels.INSTANCE + "=" + PlatformReconciler.INSTANCE))
final class PlatformReconciler implements Reconciler<Namespace> {

    static final String INSTANCE = "platform";

    private static final Logger LOG = LoggerFactory.getLogger(PlatformReconciler.class);

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(30);

    private final Installation installation;
    private final PlatformKeys platform;
    private final LeafCertificates leaves;
    private final WriteCounter writes;

    PlatformReconciler(Installation installation, PlatformKeys platform, LeafCertificates leaves, WriteCounter writes) {
        this.installation = installation;
        this.platform = platform;
        this.leaves = leaves;
        this.writes = writes;
    }

    @Override
    public List<EventSource<?, Namespace>> prepareEventSources(EventSourceContext<Namespace> context) {
        return List.of(
                // The platform's own; tenants' authorities lie beside them and are many.
                source(
                        Secret.class,
                        Labels.OURS + "," + Labels.INSTANCE + "=" + INSTANCE,
                        Set.of(Names.PKI_NAMESPACE),
                        context),
                source(Namespace.class, Labels.OURS + "," + Labels.NAME + "=pki", Set.of(), context));
    }

    @Override
    public UpdateControl<Namespace> reconcile(Namespace namespace, Context<Namespace> context) {
        if (namespace.getMetadata().getDeletionTimestamp() != null) {
            return UpdateControl.noUpdate();
        }
        Cluster<Namespace> cluster = new Cluster<>(context, writes);
        controlPlaneClient(cluster);
        enrollmentServer(cluster);
        return UpdateControl.<Namespace>noUpdate().rescheduleAfter(LOOK_AGAIN);
    }

    private void controlPlaneClient(Cluster<?> cluster) {
        switch (platform.platformAuthority(cluster)) {
            case KeyState.Unavailable<PlatformCertificateAuthority>(String reason, String message) ->
                cannot(reason, message);
            case KeyState.Present<PlatformCertificateAuthority>(PlatformCertificateAuthority authority, String _) -> {
                Optional<Secret> kept =
                        cluster.readThrough(Secret.class, Names.PKI_NAMESPACE, Names.CONTROL_PLANE_CLIENT);
                keep(
                        cluster,
                        kept,
                        PlatformSecrets.controlPlaneClient(
                                leaves.controlPlane(kept, kept.flatMap(Secrets::tls), authority)));
            }
        }
    }

    private void enrollmentServer(Cluster<?> cluster) {
        switch (platform.serverAuthority(cluster)) {
            case KeyState.Unavailable<ServerCertificateAuthority>(String reason, String message) ->
                cannot(reason, message);
            case KeyState.Present<ServerCertificateAuthority>(ServerCertificateAuthority authority, String _) -> {
                Optional<Secret> kept = cluster.readThrough(Secret.class, Names.PKI_NAMESPACE, Names.ENROLLMENT_SERVER);
                keep(
                        cluster,
                        kept,
                        PlatformSecrets.enrollmentServer(leaves.server(
                                kept,
                                kept.flatMap(Secrets::tls),
                                authority,
                                "enrollment",
                                ServerNames.of(installation.enrollmentNames()),
                                authority.material().rootPem())));
            }
        }
    }

    /**
     * What the server does not have is made anew, whatever a cache still holds. The uid makes the server refuse, as a conflict
     * that is tried again, a Secret that went away after it was read.
     */
    private static void keep(Cluster<?> cluster, Optional<Secret> kept, Secret desired) {
        if (kept.isEmpty()) {
            cluster.createOnce(Secret.class, desired);
        } else {
            desired.getMetadata().setUid(kept.get().getMetadata().getUid());
            cluster.ensure(Secret.class, desired);
        }
    }

    private static void cannot(String reason, String message) {
        LOG.atWarn().addKeyValue("reason", reason).log(message);
    }

    private static <R extends HasMetadata> EventSource<?, Namespace> source(
            Class<R> type, String selector, Set<String> namespaces, EventSourceContext<Namespace> context) {
        InformerEventSourceConfiguration.Builder<R> configuration = InformerEventSourceConfiguration.from(
                        type, Namespace.class)
                .withName("platform-" + type.getSimpleName())
                .withLabelSelector(selector)
                .withSecondaryToPrimaryMapper(_ -> Set.of(new ResourceID(Names.PKI_NAMESPACE)));
        if (namespaces.isEmpty()) {
            configuration.withWatchAllNamespaces();
        } else {
            configuration.withNamespaces(namespaces);
        }
        return new InformerEventSource<>(configuration.build(), context);
    }
}

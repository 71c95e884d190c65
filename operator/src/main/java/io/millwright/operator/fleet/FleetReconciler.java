package io.millwright.operator.fleet;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.SSABasedGenericKubernetesResourceMatcher;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.millwright.crd.v1alpha1.DeviceFleet;
import io.millwright.crd.v1alpha1.DeviceFleetStatus;
import io.millwright.crd.v1alpha1.Site;
import io.millwright.operator.site.Verdict;
import io.millwright.operator.site.VerdictEvent;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Resolves a fleet, renders its configuration, says so in its status.
 *
 * <p>JOSDK calls only when the generation changed, so the control plane's writes to the status cause nothing here.
 */
@ControllerConfiguration(name = "devicefleet")
class FleetReconciler implements Reconciler<DeviceFleet> {

    private final Clock clock;

    FleetReconciler(Clock clock) {
        this.clock = clock;
    }

    @Override
    public List<EventSource<?, DeviceFleet>> prepareEventSources(EventSourceContext<DeviceFleet> context) {
        return List.of(FleetEventSources.sites(context), FleetEventSources.configMaps(context));
    }

    @Override
    public UpdateControl<DeviceFleet> reconcile(DeviceFleet fleet, Context<DeviceFleet> context) {
        FleetResolution resolution = FleetResolver.resolve(fleet, context.getSecondaryResource(Site.class));
        if (resolution instanceof FleetResolution.Resolved(FleetPlan plan)) {
            ensure(FleetConfigMap.desired(fleet, plan), context);
        }
        DeviceFleetStatus desired = FleetStatuses.desired(fleet, resolution, clock);
        if (FleetStatuses.same(fleet.getStatus(), desired)) {
            return UpdateControl.noUpdate();
        }
        Verdict ready = FleetStatuses.ready(resolution);
        if (ready.isNews(fleet.getStatus().getConditions())) {
            VerdictEvent.publish(context.getClient(), fleet, ready, clock);
        }
        return UpdateControl.patchStatus(applied(fleet, desired));
    }

    private static void ensure(ConfigMap desired, Context<DeviceFleet> context) {
        InformerEventSource<ConfigMap, DeviceFleet> source = FleetEventSources.configMaps(context);
        Optional<ConfigMap> actual = source.get(ResourceID.fromResource(desired));
        if (actual.isEmpty()
                || !SSABasedGenericKubernetesResourceMatcher.<ConfigMap>getInstance()
                        .matches(actual.get(), desired, context)) {
            context.resourceOperations().serverSideApply(desired, source);
        }
    }

    /** Only what the operator owns, so that applying it takes nothing away from the control plane. */
    private static DeviceFleet applied(DeviceFleet fleet, DeviceFleetStatus status) {
        DeviceFleet applied = new DeviceFleet();
        applied.setMetadata(new ObjectMetaBuilder()
                .withNamespace(fleet.getMetadata().getNamespace())
                .withName(fleet.getMetadata().getName())
                .build());
        applied.setSpec(null);
        applied.setStatus(status);
        return applied;
    }
}

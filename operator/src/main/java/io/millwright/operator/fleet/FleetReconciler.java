package io.millwright.operator.fleet;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.millwright.crd.v1alpha1.DeviceFleet;
import io.millwright.crd.v1alpha1.DeviceFleetStatus;
import io.millwright.crd.v1alpha1.Site;
import io.millwright.operator.attention.ReconcileWatch;
import io.millwright.operator.cluster.Cluster;
import io.millwright.operator.cluster.WriteCounter;
import io.millwright.operator.site.ReadyCondition;
import io.millwright.operator.site.VerdictEvent;
import io.millwright.operator.status.Verdict;
import java.time.Clock;
import java.util.List;

/**
 * Resolves a fleet, renders its configuration, says so in its status.
 *
 * <p>JOSDK calls only when the generation changed, so the control plane's writes to the status cause nothing here.
 */
@ControllerConfiguration(name = "devicefleet")
class FleetReconciler implements Reconciler<DeviceFleet> {

    private final Clock clock;
    private final WriteCounter writes;
    private final ReconcileWatch<DeviceFleet> watch;

    FleetReconciler(Clock clock, WriteCounter writes, ReconcileWatch<DeviceFleet> watch) {
        this.clock = clock;
        this.writes = writes;
        this.watch = watch;
    }

    @Override
    public List<EventSource<?, DeviceFleet>> prepareEventSources(EventSourceContext<DeviceFleet> context) {
        return List.of(
                FleetEventSources.sites(context),
                FleetEventSources.configMaps(context),
                watch.observe(context.getPrimaryCache()));
    }

    @Override
    public UpdateControl<DeviceFleet> reconcile(DeviceFleet fleet, Context<DeviceFleet> context) {
        watch.reconciled(fleet);
        FleetResolution resolution = FleetResolver.resolve(fleet, context.getSecondaryResource(Site.class));
        if (resolution instanceof FleetResolution.Resolved(FleetPlan plan)) {
            new Cluster<>(context, writes).ensure(ConfigMap.class, FleetConfigMap.desired(fleet, plan));
        }
        DeviceFleetStatus desired = FleetStatuses.desired(fleet, resolution, clock);
        if (FleetStatuses.same(fleet.getStatus(), desired)) {
            return UpdateControl.noUpdate();
        }
        Verdict ready = FleetStatuses.ready(resolution);
        if (ReadyCondition.isNews(ready, fleet.getStatus().getConditions())) {
            VerdictEvent.publish(context.getClient(), fleet, ready, clock);
        }
        writes.status(DeviceFleet.class);
        return UpdateControl.patchStatus(applied(fleet, desired));
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

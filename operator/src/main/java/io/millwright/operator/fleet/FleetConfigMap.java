package io.millwright.operator.fleet;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.millwright.crd.v1alpha1.DeviceFleet;
import io.millwright.operator.plan.Labels;
import java.util.Map;

/** The ConfigMap {@code fleet-<name>-config}, which goes with its fleet: it holds nothing that cannot be made again. */
final class FleetConfigMap {

    static final String COMPONENT = "configuration";
    static final String KEY = "configuration.json";

    /** Label: which fleet it belongs to, for the control plane's informer. */
    static final String FLEET = "millwright.io/fleet";

    /** Annotation: the content hash, as in the fleet's status. */
    static final String HASH = "millwright.io/configuration";

    static String name(DeviceFleet fleet) {
        return "fleet-" + fleet.getMetadata().getName() + "-config";
    }

    static ConfigMap desired(DeviceFleet fleet, FleetPlan plan) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(fleet.getMetadata().getNamespace())
                .withName(name(fleet))
                .withLabels(Labels.ofTenant(plan.tenant().value(), COMPONENT))
                .addToLabels(FLEET, fleet.getMetadata().getName())
                .withAnnotations(Map.of(HASH, plan.hash()))
                .withOwnerReferences(new OwnerReferenceBuilder()
                        .withApiVersion(fleet.getApiVersion())
                        .withKind(fleet.getKind())
                        .withName(fleet.getMetadata().getName())
                        .withUid(fleet.getMetadata().getUid())
                        .withController(true)
                        .build())
                .endMetadata()
                .withData(Map.of(KEY, plan.configuration()))
                .build();
    }

    private FleetConfigMap() {}
}

package io.millwright.operator.fleet;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.millwright.crd.v1alpha1.DeviceFleet;
import io.millwright.crd.v1alpha1.Site;
import io.millwright.operator.plan.Labels;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** What a fleet hears of besides itself: the Site it refers to, even before there is one, and its own ConfigMap. */
final class FleetEventSources {

    private static final String BY_SITE = "site-of-fleet";

    static InformerEventSource<Site, DeviceFleet> sites(EventSourceContext<DeviceFleet> context) {
        context.getPrimaryCache()
                .addIndexer(
                        BY_SITE,
                        fleet -> List.of(key(
                                fleet.getMetadata().getNamespace(),
                                fleet.getSpec().getSiteRef())));
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(Site.class, DeviceFleet.class)
                        .withSecondaryToPrimaryMapper(site -> fleetsOf(site, context))
                        .withPrimaryToSecondaryMapper((DeviceFleet fleet) -> Set.of(new ResourceID(
                                fleet.getSpec().getSiteRef(),
                                fleet.getMetadata().getNamespace())))
                        // A site's status says nothing that a fleet does not see for itself.
                        .withOnUpdateFilter((now, before) -> !Objects.equals(
                                now.getMetadata().getGeneration(),
                                before.getMetadata().getGeneration()))
                        .build(),
                context);
    }

    static InformerEventSource<ConfigMap, DeviceFleet> configMaps(EventSourceContext<DeviceFleet> context) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(ConfigMap.class, DeviceFleet.class)
                        .withLabelSelector(Labels.OURS + "," + Labels.NAME + "=" + FleetConfigMap.COMPONENT + ","
                                + FleetConfigMap.FLEET)
                        .build(),
                context);
    }

    private static Set<ResourceID> fleetsOf(Site site, EventSourceContext<DeviceFleet> context) {
        return context
                .getPrimaryCache()
                .byIndex(
                        BY_SITE,
                        key(
                                site.getMetadata().getNamespace(),
                                site.getMetadata().getName()))
                .stream()
                .map(ResourceID::fromResource)
                .collect(Collectors.toSet());
    }

    private static String key(String namespace, String site) {
        return namespace + "/" + site;
    }

    private FleetEventSources() {}
}

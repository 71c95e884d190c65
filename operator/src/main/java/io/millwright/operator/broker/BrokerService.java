package io.millwright.operator.broker;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServiceSpec;
import io.fabric8.kubernetes.api.model.ServiceSpecBuilder;
import io.millwright.operator.plan.Installation;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.TenantObject;
import io.millwright.operator.plan.TenantPlan;

/** Service {@code broker}: the address devices dial, outside and inside the cluster. */
public final class BrokerService implements TenantObject<Service> {

    @Override
    public Class<Service> type() {
        return Service.class;
    }

    @Override
    public String name(TenantPlan plan) {
        return Names.BROKER;
    }

    @Override
    public boolean wanted(TenantPlan plan) {
        return plan.ownBroker();
    }

    @Override
    public Service desired(TenantPlan plan) {
        return new ServiceBuilder()
                .withMetadata(Labels.metadata(plan, plan.namespace(), name(plan), Names.BROKER))
                .withSpec(spec(plan.tenant(), plan.installation()))
                .build();
    }

    /** Behind a Gateway no load balancer of its own. */
    public static ServiceSpec spec(String instance, Installation installation) {
        return new ServiceSpecBuilder()
                .withType(installation.mqttGateway().isPresent() ? "ClusterIP" : "LoadBalancer")
                .withSelector(Labels.selector(instance, Names.BROKER))
                .addNewPort()
                .withName("mqtts")
                .withProtocol("TCP")
                .withPort(Names.MQTT_PORT)
                .withTargetPort(new IntOrString(Names.MQTT_PORT))
                .endPort()
                .build();
    }
}

package io.millwright.operator.broker;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.fabric8.kubernetes.api.model.ServiceSpecBuilder;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.TenantObject;
import io.millwright.operator.plan.TenantPlan;

/** The Services of an EMQX besides the one that devices dial; none is reachable from outside the cluster. */
public enum EmqxService implements TenantObject<Service> {
    /** Each node by its own name. A node has to be found before it is ready, or none ever joined another. */
    NODES(Names.BROKER_NODES) {
        @Override
        ServiceSpecBuilder spec() {
            return new ServiceSpecBuilder()
                    .withClusterIP("None")
                    .withPublishNotReadyAddresses(true)
                    .withPorts(port("erlang", Names.BROKER_NODE_PORT), port("rpc", Names.BROKER_RPC_PORT));
        }
    },
    /** The REST API of whichever node is ready: each of them speaks for the cluster. */
    ADMIN(Names.BROKER_ADMIN) {
        @Override
        ServiceSpecBuilder spec() {
            return new ServiceSpecBuilder().withPorts(port("https", Names.BROKER_ADMIN_PORT));
        }
    };

    private final String service;

    EmqxService(String service) {
        this.service = service;
    }

    abstract ServiceSpecBuilder spec();

    @Override
    public Class<Service> type() {
        return Service.class;
    }

    @Override
    public String name(TenantPlan plan) {
        return service;
    }

    @Override
    public boolean wanted(TenantPlan plan) {
        return plan.emqx();
    }

    @Override
    public Service desired(TenantPlan plan) {
        return new ServiceBuilder()
                .withMetadata(Labels.metadata(plan, plan.namespace(), service, Names.BROKER))
                .withSpec(spec().withSelector(Labels.selector(plan.tenant(), Names.BROKER))
                        .build())
                .build();
    }

    private static ServicePort port(String name, int port) {
        return new ServicePortBuilder()
                .withName(name)
                .withProtocol("TCP")
                .withPort(port)
                .withTargetPort(new IntOrString(port))
                .build();
    }
}

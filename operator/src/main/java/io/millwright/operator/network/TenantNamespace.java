package io.millwright.operator.network;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.millwright.operator.plan.Incarnation;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.TenantObject;
import io.millwright.operator.plan.TenantPlan;
import tools.jackson.databind.json.JsonMapper;

/** {@code tenant-<name>}. No owner reference: deleting the Tenant must never cascade onto its volumes. */
public final class TenantNamespace implements TenantObject<Namespace> {

    /** Annotation: what the last valid spec was granted, so that it can be healed while an invalid one is reported. */
    public static final String GRANTED = "millwright.io/granted";

    /** Annotation: fingerprint of the tenant's CA; without the CA's Secret it proves that there was one. */
    public static final String AUTHORITY = "millwright.io/authority";

    /** Annotation: name of the pooled Grafana that has the tenant's organisation. */
    public static final String POOLED_GRAFANA = "millwright.io/pooled-grafana";

    /** Annotation: namespace of the shard of the pool that serves the tenant; given once, it is kept. */
    public static final String POOL = "millwright.io/pool";

    /** Annotation: what an own historian was made as; the other make would begin without data. */
    public static final String HISTORIAN_ENGINE = "millwright.io/historian-engine";

    /** Annotation of a namespace whose Tenant was deleted and whose data is kept: when that was. */
    public static final String TOMBSTONE = "millwright.io/tombstone";

    private static final JsonMapper JSON = JsonMapper.shared();

    @Override
    public Class<Namespace> type() {
        return Namespace.class;
    }

    @Override
    public String name(TenantPlan plan) {
        return Names.namespace(plan.tenant());
    }

    @Override
    public Namespace desired(TenantPlan plan) {
        NamespaceBuilder namespace = fenced(plan.tenant(), plan.incarnation())
                .editMetadata()
                .addToAnnotations(GRANTED, JSON.writeValueAsString(plan.choice()))
                .endMetadata();
        if (plan.ownHistorian()) {
            namespace
                    .editMetadata()
                    .addToAnnotations(HISTORIAN_ENGINE, plan.historianEngine().name())
                    .endMetadata();
        }
        String authority = plan.material().authority();
        if (authority != null) {
            namespace.editMetadata().addToAnnotations(AUTHORITY, authority).endMetadata();
        }
        String grafana = plan.pooledGrafana();
        if (grafana != null) {
            namespace.editMetadata().addToAnnotations(POOLED_GRAFANA, grafana).endMetadata();
        }
        String pool = plan.pool();
        if (pool != null) {
            namespace.editMetadata().addToAnnotations(POOL, pool).endMetadata();
        }
        return namespace.build();
    }

    /** What holds of a tenant's namespace in life and after. */
    public static NamespaceBuilder fenced(String tenant, Incarnation incarnation) {
        return new NamespaceBuilder()
                .withNewMetadata()
                .withName(Names.namespace(tenant))
                .withLabels(Labels.ofTenant(tenant, "network"))
                .addToLabels(RestrictedNamespace.podSecurity())
                .addToAnnotations(Labels.INCARNATION, incarnation.ulid())
                .endMetadata();
    }
}

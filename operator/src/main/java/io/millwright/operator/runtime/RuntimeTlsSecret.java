package io.millwright.operator.runtime;

import io.fabric8.kubernetes.api.model.Secret;
import io.millwright.operator.pki.ServerNames;
import io.millwright.operator.plan.Installation;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.Secrets;
import io.millwright.operator.plan.TenantObject;
import io.millwright.operator.plan.TenantPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Secret {@code runtime-server}: what a runtime shows to the control plane, and in {@code ca.crt} the root its callers come from. */
public final class RuntimeTlsSecret implements TenantObject<Secret> {

    @Override
    public Class<Secret> type() {
        return Secret.class;
    }

    @Override
    public String name(TenantPlan plan) {
        return Names.RUNTIME_TLS;
    }

    @Override
    public boolean wanted(TenantPlan plan) {
        return plan.ownRuntime();
    }

    @Override
    public boolean possible(TenantPlan plan) {
        return plan.material().runtimeTls() != null;
    }

    @Override
    public Secret desired(TenantPlan plan) {
        return Secrets.tls(
                Labels.metadata(plan, plan.namespace(), name(plan), Names.RUNTIME),
                Objects.requireNonNull(plan.material().runtimeTls()));
    }

    /** What the control plane dials to reach a runtime in this namespace. */
    public static ServerNames names(Installation installation, String namespace) {
        List<String> names = new ArrayList<>(installation.runtimeNames());
        names.add(Names.RUNTIME + "." + namespace + ".svc");
        names.add(Names.RUNTIME + "." + namespace + ".svc.cluster.local");
        return ServerNames.of(names);
    }
}

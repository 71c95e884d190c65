package io.millwright.operator.platform;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.millwright.operator.plan.Labels;
import io.millwright.operator.plan.Names;
import io.millwright.operator.plan.Secrets;
import io.millwright.operator.plan.TlsMaterial;

/** The Secrets from which the control plane takes its two certificates. */
final class PlatformSecrets {

    /** {@code control-plane-client}: what it shows to runtimes. */
    static Secret controlPlaneClient(TlsMaterial material) {
        return Secrets.tls(metadata(Names.CONTROL_PLANE_CLIENT), material);
    }

    /** {@code enrollment-server}: what it shows to whoever enrolls; the chain carries the root that a ticket pins. */
    static Secret enrollmentServer(TlsMaterial material) {
        return Secrets.tls(metadata(Names.ENROLLMENT_SERVER), material);
    }

    private static ObjectMeta metadata(String name) {
        return new ObjectMetaBuilder()
                .withNamespace(Names.PKI_NAMESPACE)
                .withName(name)
                .withLabels(Labels.ofInstance("platform", "pki"))
                .build();
    }

    private PlatformSecrets() {}
}

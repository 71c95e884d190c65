package io.millwright.operator.plan;

import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.millwright.operator.tier.Tier;

/** What every pod has in common: the restricted pod security standard, a read-only root, resources that never burst in memory. */
public final class RestrictedPods {

    /** @param user numeric user and group of the image; the volumes are made theirs */
    public static PodSecurityContext pod(long user) {
        return new PodSecurityContextBuilder()
                .withRunAsNonRoot(true)
                .withRunAsUser(user)
                .withRunAsGroup(user)
                .withFsGroup(user)
                .withFsGroupChangePolicy("OnRootMismatch")
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .build();
    }

    public static SecurityContext container() {
        return new SecurityContextBuilder()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withRunAsNonRoot(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .build();
    }

    /** Memory is guaranteed and capped, processor time is guaranteed and may burst. */
    public static ResourceRequirements resources(Tier.Size size) {
        return new ResourceRequirementsBuilder()
                .addToRequests("cpu", new Quantity(size.cpu()))
                .addToRequests("memory", new Quantity(size.memory()))
                .addToLimits("memory", new Quantity(size.memory()))
                .build();
    }

    /** A writable directory that lives as long as the pod. */
    public static Volume scratch(String name) {
        return new VolumeBuilder()
                .withName(name)
                .withNewEmptyDir()
                .endEmptyDir()
                .build();
    }

    /** In the form the API server keeps: 2048 Gi is stored as 2Ti, and anything else would look like drift for ever. */
    public static Quantity gibibytes(int amount) {
        return amount % 1024 == 0 ? new Quantity(amount / 1024 + "Ti") : new Quantity(amount + "Gi");
    }

    private RestrictedPods() {}
}

package io.millwright.operator.plan;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import io.millwright.operator.tier.Tier;
import java.util.Map;

/**
 * What every pod has in common: the restricted pod security standard, a read-only root, resources that never burst in memory.
 *
 * <p>What holds a pod is put together by setters: a builder takes all that it is given apart and builds it anew, at each level
 * around it, and that was most of what rendering a workload cost.
 */
public final class RestrictedPods {

    public static PodTemplateSpec template(Map<String, String> labels, PodSpec pod) {
        return template(labels, Map.of(), pod);
    }

    /** @param annotations what restarts the pod when it changes */
    public static PodTemplateSpec template(Map<String, String> labels, Map<String, String> annotations, PodSpec pod) {
        PodTemplateSpec template = new PodTemplateSpec();
        template.setMetadata(new ObjectMetaBuilder()
                .withLabels(labels)
                .withAnnotations(annotations)
                .build());
        template.setSpec(pod);
        return template;
    }

    public static Deployment deployment(ObjectMeta metadata, DeploymentSpec spec, PodTemplateSpec template) {
        spec.setTemplate(template);
        Deployment deployment = new Deployment();
        deployment.setMetadata(metadata);
        deployment.setSpec(spec);
        return deployment;
    }

    public static StatefulSet set(ObjectMeta metadata, StatefulSetSpec spec) {
        StatefulSet set = new StatefulSet();
        set.setMetadata(metadata);
        set.setSpec(spec);
        return set;
    }

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

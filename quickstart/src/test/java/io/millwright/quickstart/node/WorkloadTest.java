package io.millwright.quickstart.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import org.junit.jupiter.api.Test;

class WorkloadTest {

    @Test
    void pods_of_a_stateful_set_are_numbered_and_those_of_a_deployment_carry_the_hash() {
        Workload runtime = Workload.of(Samples.deployment(2));

        assertThat(Workload.of(Samples.statefulSet("example/broker:1", 2)).podNames())
                .containsExactly("broker-0", "broker-1");
        assertThat(runtime.podNames())
                .containsExactly(
                        "tenant-runtime-" + runtime.templateHash(), "tenant-runtime-" + runtime.templateHash() + "-1");
    }

    @Test
    void the_hash_changes_with_the_template_and_with_nothing_else() {
        StatefulSet one = Samples.statefulSet("example/broker:1", 1);
        StatefulSet relabelled = one.edit()
                .editMetadata()
                .addToLabels("a", "b")
                .withGeneration(9L)
                .endMetadata()
                .build();
        StatefulSet newer = Samples.statefulSet("example/broker:2", 1);

        assertThat(Workload.of(relabelled).templateHash())
                .isEqualTo(Workload.of(one).templateHash());
        assertThat(Workload.of(newer).templateHash())
                .isNotEqualTo(Workload.of(one).templateHash());
    }

    @Test
    void mounted_and_environment_secrets_are_both_watched() {
        assertThat(Workload.of(Samples.statefulSet("example/broker:1", 1)).secrets())
                .containsExactlyInAnyOrder("broker-tls", "login");
    }

    @Test
    void a_pod_is_owned_by_its_workload_and_its_claims_by_nobody() {
        Workload workload = Workload.of(Samples.statefulSet("example/broker:1", 1));

        Pod pod = PodObjects.pod(workload, "broker-0");

        assertThat(pod.getMetadata().getOwnerReferences())
                .singleElement()
                .satisfies(owner -> assertThat(owner.getUid()).isEqualTo("uid-1"));
        assertThat(pod.getSpec().getVolumes())
                .anySatisfy(volume -> assertThat(volume.getPersistentVolumeClaim())
                        .isNotNull()
                        .satisfies(claim -> assertThat(claim.getClaimName()).isEqualTo("data-1-broker-0")));
        assertThat(PodObjects.claims(workload, "broker-0")).singleElement().satisfies(claim -> {
            assertThat(claim.getMetadata().getOwnerReferences()).isEmpty();
            assertThat(claim.getMetadata().getLabels())
                    .as("a claim is found by what its set selects by")
                    .containsAllEntriesOf(workload.selector())
                    .isNotEmpty();
        });
    }
}

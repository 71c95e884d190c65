package io.millwright.operator.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.millwright.operator.tier.Tier;
import io.millwright.operator.tier.TierCatalog;
import org.junit.jupiter.api.Test;

class ObstaclesTest {

    private static final String SMALL = """
        tiers:
        - name: small
          broker: {placement: Own, replicas: 1, size: {cpu: 500m, memory: 1Gi}, storageGi: 5}
          historian: {placement: Own, replicas: 1, size: {cpu: "1", memory: 2Gi}}
          runtime: {placement: Own, minimum: 1, maximum: 3, size: {cpu: 500m, memory: 1Gi}}
          limits: {devices: 1, messagesPerSecond: 1, storageGi: 1}
          retention:
            raw: {standard: 1d, longest: 1d}
            minute: {standard: 1d, longest: 1d}
            hour: {standard: 1d, longest: 1d}
          quota: {cpu: "%s", memory: %s, pods: 5, volumes: 2, storageGi: 10}
        """;

    @Test
    void no_shipped_tier_has_a_quota_that_its_pods_do_not_fit_into() {
        assertThat(Plans.shippedTiers().names())
                .allSatisfy(name -> assertThat(
                                Obstacles.quota(Plans.shippedTiers().find(name).orElseThrow()))
                        .isEmpty());
    }

    @Test
    void a_quota_below_what_the_pods_ask_for_together_is_too_small() {
        assertThat(Obstacles.quota(small("2", "4Gi"))).isEmpty();
        assertThat(Obstacles.quota(small("1900m", "4Gi")))
                .hasValueSatisfying(
                        sentence -> assertThat(sentence).contains("Tier small", "cpu 1900m", "raise the tier's quota"));
        assertThat(Obstacles.quota(small("2", "3Gi"))).isPresent();
    }

    @Test
    void a_claim_that_is_not_bound_says_which_storage_class_is_missing() {
        assertThat(StuckWorkloads.unbound(claim("fast", "Bound"))).isEmpty();
        assertThat(StuckWorkloads.unbound(claim("fast", "Pending")))
                .hasValueSatisfying(
                        why -> assertThat(why.message()).contains("data-1-historian-0", "storage class fast"));
        assertThat(StuckWorkloads.unbound(claim("", "Pending")))
                .hasValueSatisfying(why -> assertThat(why.message()).contains("no default one"));
    }

    @Test
    void a_pod_that_does_not_come_to_run_says_why() {
        assertThat(StuckWorkloads.why(pod("{}"))).isEmpty();
        assertThat(StuckWorkloads.why(pod("{containerStatuses: [{name: broker, image: 'a:1', state: {running: {}}}]}")))
                .isEmpty();
        assertThat(StuckWorkloads.why(waiting("ContainerCreating"))).isEmpty();
        assertThat(StuckWorkloads.why(waiting("ImagePullBackOff"))).hasValueSatisfying(why -> {
            assertThat(why.reason()).isEqualTo("ImageUnavailable");
            assertThat(why.message()).contains("broker-0", "tenant-acme", "a:1 (ImagePullBackOff)");
        });
        assertThat(StuckWorkloads.why(waiting("CrashLoopBackOff"))).hasValueSatisfying(why -> {
            assertThat(why.reason()).isEqualTo("ContainerFailing");
            assertThat(why.message()).contains("Container broker", "CrashLoopBackOff");
        });
        assertThat(StuckWorkloads.why(pod(
                        "{conditions: [{type: PodScheduled, status: 'False', message: '0/3 nodes are available.'}]}")))
                .hasValueSatisfying(why -> {
                    assertThat(why.reason()).isEqualTo("PodUnschedulable");
                    assertThat(why.message()).endsWith("tenant-acme: 0/3 nodes are available.");
                });
    }

    private static Pod waiting(String reason) {
        return pod("{containerStatuses: [{name: broker, image: 'a:1', state: {waiting: {reason: %s}}}]}"
                .formatted(reason));
    }

    private static Pod pod(String status) {
        return Serialization.unmarshal("""
            apiVersion: v1
            kind: Pod
            metadata: {name: broker-0, namespace: tenant-acme}
            status: %s
            """.formatted(status), Pod.class);
    }

    private static Tier small(String cpu, String memory) {
        return TierCatalog.parse(SMALL.formatted(cpu, memory)).find("small").orElseThrow();
    }

    private static PersistentVolumeClaim claim(String storageClass, String phase) {
        return Serialization.unmarshal("""
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: {name: data-1-historian-0, namespace: tenant-acme}
            spec: {storageClassName: "%s"}
            status: {phase: %s}
            """.formatted(storageClass, phase), PersistentVolumeClaim.class);
    }
}

package io.millwright.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StatusAsideTest {

    private static StatefulSet set() {
        return Serialization.unmarshal("""
            {"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"s","uid":"u","resourceVersion":"1",
            "labels":{"a":"b"},"annotations":{"c":"d"},"managedFields":[
            {"manager":"millwright-operator","operation":"Apply","fieldsV1":{"f:spec":{"f:replicas":{}}},"time":"2026-11-22T05:00:00Z"},
            {"manager":"node","operation":"Update","subresource":"status","fieldsV1":{"f:status":{}}}]},
            "spec":{"replicas":1},"status":{"replicas":0}}\
            """, StatefulSet.class);
    }

    @Test
    void a_status_and_who_wrote_it_are_set_aside() {
        StatefulSet now = set();
        now.getMetadata().setResourceVersion("2");
        now.getMetadata().getManagedFields().removeLast();
        now.getMetadata().getManagedFields().getFirst().setTime("2026-11-22T06:00:00Z");
        now.getStatus().setReplicas(1);

        assertThat(StatusAside.same(set(), now)).isTrue();
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change("another life", set -> set.getMetadata().setUid("other")),
                change("on its way out", set -> set.getMetadata().setDeletionTimestamp("2026-11-22T05:00:00Z")),
                change("a label", set -> set.getMetadata().setLabels(Map.of("a", "x"))),
                change("an annotation", set -> set.getMetadata().setAnnotations(Map.of())),
                change("a finalizer", set -> set.getMetadata().getFinalizers().add("x/y")),
                change("an owner", set -> set.getMetadata().setOwnerReferences(List.of(new OwnerReference()))),
                change("the spec", set -> set.getSpec().setReplicas(2)),
                change(
                        "whose a field is",
                        set -> set.getMetadata()
                                .getManagedFields()
                                .getFirst()
                                .getFieldsV1()
                                .getAdditionalProperties()
                                .clear()),
                change(
                        "who owns fields",
                        set -> set.getMetadata().getManagedFields().getFirst().setManager("kubectl")),
                change(
                        "how they are owned",
                        set -> set.getMetadata().getManagedFields().getFirst().setOperation("Update")),
                change(
                        "nobody owns anything",
                        set -> set.getMetadata().getManagedFields().clear()));
    }

    private static Arguments change(String what, Consumer<StatefulSet> change) {
        return Arguments.of(what, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void whatever_else_differs_is_a_difference(String what, Consumer<StatefulSet> change) {
        StatefulSet now = set();
        change.accept(now);

        assertThat(StatusAside.same(set(), now)).isFalse();
        assertThat(StatusAside.same(now, set())).isFalse();
    }

    @Test
    void only_kinds_that_others_write_the_status_of_are_compared_so() {
        var map = new ConfigMapBuilder()
                .withNewMetadata()
                .withName("m")
                .endMetadata()
                .build();

        assertThat(StatusAside.concerns(set())).isTrue();
        assertThat(StatusAside.concerns(map)).isFalse();
        assertThat(StatusAside.same(map, map)).isFalse();
        assertThat(StatusAside.same(
                        set(),
                        new StatefulSetBuilder(set())
                                .editSpec()
                                .withReplicas(1)
                                .endSpec()
                                .build()))
                .isTrue();
        assertThat(StatusAside.concerns(new ServiceBuilder()
                        .withNewMetadata()
                        .endMetadata()
                        .withNewSpec()
                        .endSpec()
                        .build()))
                .isTrue();
    }
}

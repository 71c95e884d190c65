package io.millwright.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.millwright.crd.v1alpha1.Tenant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamedEventsTest {

    private static final String DEPLOYMENT = """
        {"metadata":{"name":"d","namespace":"n","uid":"u","resourceVersion":"7","generation":2,"labels":{"a":"b"},
        "managedFields":[{"manager":"m","operation":"Apply","apiVersion":"apps/v1","fieldsType":"FieldsV1",
        "fieldsV1":{"f:spec":{"f:replicas":{},"f:template":{"f:spec":{"f:containers":{"k:{\\"name\\":\\"c\\"}":{".":{}}}}}}}}]},
        "spec":{"replicas":2,"selector":{"matchLabels":{"a":"b"}},"template":{"spec":{"containers":[{"name":"c",
        "resources":{"limits":{"memory":"1Gi"}},"livenessProbe":{"httpGet":{"port":"http","path":"/"}},
        "ports":[{"containerPort":8080}]}]}},"ofTomorrow":{"x":[1,2.5,null,true]}},"status":{"readyReplicas":1}}\
        """;

    private final StreamedEvents streamed = new StreamedEvents(List.of(Tenant.class));
    private final KubernetesSerialization library = new KubernetesSerialization();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"MODIFIED\",\"object\":{\"kind\":\"Deployment\",\"apiVersion\":\"apps/v1\",",
                "{\"type\":\"ADDED\",\"object\":{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\",",
                "{\"type\":\"ADDED\",\"object\":{\"x\":1,\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\","
            })
    void an_object_is_what_the_library_reads(String beginning) {
        String text = beginning + DEPLOYMENT.substring(1) + "}\n";

        WatchEvent event = streamed.unmarshal(text, WatchEvent.class);

        assertThat(event).isEqualTo(library.unmarshal(text, WatchEvent.class));
        assertThat(event.getObject()).isInstanceOf(Deployment.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"BOOKMARK\",\"object\":{\"kind\":\"Secret\",\"apiVersion\":\"v1\",\"metadata\":{\"resourceVersion\":\"9\"}}}",
                "{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"code\":410,\"reason\":\"Expired\"}}",
                "{\"object\":{\"kind\":\"Secret\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"s\"}},\"type\":\"DELETED\"}",
                "{\"type\":\"ADDED\",\"object\":{\"kind\":\"Secret\",\"apiVersion\":\"v1\"}}",
                "{\"type\":\"ADDED\",\"object\":{\"kind\":\"Other\",\"apiVersion\":\"other.io/v1\",\"metadata\":{\"name\":\"o\"}}}",
                "{\"type\":\"ADDED\",\"object\":{}}"
            })
    void whatever_else_a_server_tells_is_what_the_library_reads(String text) {
        assertThat(streamed.unmarshal(text, WatchEvent.class)).isEqualTo(library.unmarshal(text, WatchEvent.class));
    }

    @Test
    void a_custom_resource_is_read_as_what_it_is() {
        String text = "{\"type\":\"ADDED\",\"object\":{\"apiVersion\":\"millwright.io/v1alpha1\",\"kind\":\"Tenant\","
                + "\"metadata\":{\"name\":\"acme\"},\"spec\":{\"tier\":\"starter\"}}}";

        assertThat(streamed.unmarshal(text, WatchEvent.class).getObject())
                .isInstanceOfSatisfying(
                        Tenant.class,
                        tenant -> assertThat(tenant.getSpec().getTier()).isEqualTo("starter"));
        assertThat(library.unmarshal(text, WatchEvent.class).getObject()).isInstanceOf(GenericKubernetesResource.class);
    }

    @Test
    void what_is_cut_short_is_refused_as_the_library_refuses_it() {
        String text = "{\"type\":\"ADDED\",\"object\":{\"kind\":\"Secret\",\"apiVersion\":\"v1\",\"metadata\":{\"na";

        assertThatThrownBy(() -> streamed.unmarshal(text, WatchEvent.class)).isInstanceOf(RuntimeException.class);
    }
}

package io.millwright.embeddedkubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that would have whoever walks them run out of stack. */
class DeepBodiesIT {

    private static final String CONFIG_MAPS = "/api/v1/namespaces/default/configmaps";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {250, 100_000})
    void a_body_that_is_nested_too_deep_is_a_bad_request_and_the_server_goes_on(int depth) {
        String deep = "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"deep\"},\"data\":"
                + "{\"a\":".repeat(depth) + "1" + "}".repeat(depth) + "}";
        try (EmbeddedKubernetes server = EmbeddedKubernetes.start(EmbeddedKubernetes.Settings.in(directory));
                KubernetesClient client = Servers.client(server)) {

            assertThatThrownBy(() -> client.raw(CONFIG_MAPS, "POST", deep))
                    .isInstanceOfSatisfying(KubernetesClientException.class, refused -> {
                        assertThat(refused.getCode()).isEqualTo(400);
                        assertThat(refused.getStatus().getMessage()).contains("nesting depth");
                    });

            assertThat(client.configMaps().inNamespace("default").list().getItems())
                    .noneMatch(map -> map.getMetadata().getName().equals("deep"));
        }
    }

    @Test
    void a_deep_body_within_the_bound_is_read() {
        String deep =
                "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"deep\"},\"data\":{},\"unknown\":"
                        + "[".repeat(150) + "]".repeat(150) + "}";
        try (EmbeddedKubernetes server = EmbeddedKubernetes.start(EmbeddedKubernetes.Settings.in(directory));
                KubernetesClient client = Servers.client(server)) {
            client.raw(CONFIG_MAPS, "POST", deep);

            assertThat(client.configMaps()
                            .inNamespace("default")
                            .withName("deep")
                            .get())
                    .isNotNull();
        }
    }
}

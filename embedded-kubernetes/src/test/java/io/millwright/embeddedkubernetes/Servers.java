package io.millwright.embeddedkubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.Base64;

/** Clients of an embedded server, set up as anybody would set them up. */
final class Servers {

    private Servers() {}

    static KubernetesClient client(EmbeddedKubernetes server) {
        String ca = server.caCertificatePem();
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(server.url().toString())
                .withOauthToken(server.token())
                .withCaCertData(
                        Base64.getEncoder().encodeToString(ca.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .withNamespace("default")
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }
}

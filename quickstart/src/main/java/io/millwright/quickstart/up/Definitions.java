package io.millwright.quickstart.up;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.millwright.crd.v1alpha1.Tenant;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Installs and updates the CustomResourceDefinitions, as {@code kubectl apply --server-side} would. */
public final class Definitions {

    private static final List<String> FILES =
            List.of("tenants.millwright.io-v1.yml", "sites.millwright.io-v1.yml", "devicefleets.millwright.io-v1.yml");
    private static final String FIELD_MANAGER = "millwright-quickstart";
    private static final long PATIENCE_SECONDS = 20;

    private Definitions() {}

    /** Answers when the API server serves them all. */
    public static void apply(KubernetesClient client) throws IOException {
        PatchContext context = new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(FIELD_MANAGER)
                .withForce(true)
                .build();
        for (String file : FILES) {
            try (InputStream yaml = Objects.requireNonNull(
                    Tenant.class.getResourceAsStream("/io/millwright/crd/definition/" + file), file)) {
                CustomResourceDefinition definition =
                        client.getKubernetesSerialization().unmarshal(yaml, CustomResourceDefinition.class);
                client.resource(definition).patch(context);
            }
        }
        for (String file : FILES) {
            client.apiextensions()
                    .v1()
                    .customResourceDefinitions()
                    .withName(file.substring(0, file.lastIndexOf("-v1")))
                    .waitUntilCondition(Definitions::isEstablished, PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static boolean isEstablished(@Nullable CustomResourceDefinition definition) {
        return definition != null
                && definition.getStatus() != null
                && definition.getStatus().getConditions() != null
                && definition.getStatus().getConditions().stream()
                        .anyMatch(condition ->
                                "Established".equals(condition.getType()) && "True".equals(condition.getStatus()));
    }
}

package io.millwright.quickstart.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.KeyToPathBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VolumeContentsTest {

    private final Samples.Shelf shelf = new Samples.Shelf();
    private final VolumeContents contents = new VolumeContents(shelf);

    @Test
    void a_projected_volume_shows_each_secret_under_the_paths_of_its_items() throws CannotStart {
        shelf.secrets.put("pool/runtime-acme", secret("tenant.json", "{}"));
        var volume = new VolumeBuilder()
                .withName("tenants")
                .withNewProjected()
                .addNewSource()
                .withNewSecret()
                .withName("runtime-acme")
                .withItems(new KeyToPathBuilder()
                        .withKey("tenant.json")
                        .withPath("acme/tenant.json")
                        .build())
                .endSecret()
                .endSource()
                .endProjected()
                .build();

        Map<String, byte[]> files = contents.of("pool", volume).orElseThrow();

        assertThat(files).containsOnlyKeys("acme/tenant.json");
        assertThat(files.get("acme/tenant.json")).asString().isEqualTo("{}");
    }

    @Test
    void a_missing_secret_or_key_is_a_reason_that_names_it() {
        shelf.secrets.put("pool/there", secret("a", "1"));
        var missing = new VolumeBuilder()
                .withName("v")
                .withNewSecret()
                .withSecretName("absent")
                .endSecret()
                .build();
        var keyless = new VolumeBuilder()
                .withName("v")
                .withNewSecret()
                .withSecretName("there")
                .withItems(new KeyToPathBuilder().withKey("b").withPath("b").build())
                .endSecret()
                .build();

        assertThatThrownBy(() -> contents.of("pool", missing)).hasMessage("secret \"absent\" not found");
        assertThatThrownBy(() -> contents.of("pool", keyless)).hasMessage("secret \"there\" has no key \"b\"");
    }

    @Test
    void a_secret_of_another_namespace_is_not_found() {
        shelf.secrets.put("other/there", secret("a", "1"));
        var volume = new VolumeBuilder()
                .withName("v")
                .withNewSecret()
                .withSecretName("there")
                .endSecret()
                .build();

        assertThatThrownBy(() -> contents.of("pool", volume)).hasMessage("secret \"there\" not found");
    }

    @Test
    void environment_variables_take_values_from_secrets_and_fields() throws CannotStart {
        shelf.secrets.put("tenant-acme/login", secret("password", "s3cret"));
        var variables = List.of(
                new EnvVarBuilder()
                        .withName("PASSWORD")
                        .withNewValueFrom()
                        .withNewSecretKeyRef("password", "login", false)
                        .endValueFrom()
                        .build(),
                new EnvVarBuilder()
                        .withName("POD")
                        .withNewValueFrom()
                        .withNewFieldRef("v1", "metadata.name")
                        .endValueFrom()
                        .build());

        assertThat(new Environment(shelf).of("tenant-acme", "broker-0", variables))
                .isEqualTo(Map.of("PASSWORD", "s3cret", "POD", "broker-0"));
    }

    private static io.fabric8.kubernetes.api.model.Secret secret(String key, String value) {
        return new SecretBuilder()
                .addToData(
                        key,
                        Base64.getEncoder().encodeToString(value.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .build();
    }
}

package io.millwright.embeddedkubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.millwright.embeddedkubernetes.access.Permission;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service account with a role: reads and applies config maps of one namespace, and reads one Secret. */
class AccessIT {

    private static EmbeddedKubernetes server;
    private static KubernetesClient owner;
    private static KubernetesClient account;

    @BeforeAll
    static void start(@TempDir Path directory) {
        server = EmbeddedKubernetes.start(EmbeddedKubernetes.Settings.inMemory());
        owner = Servers.client(server);
        owner.load(AccessIT.class.getResourceAsStream("access.yaml")).serverSideApply();
        Path kubeconfig = directory.resolve("kubeconfig");
        server.writeKubeconfig(kubeconfig, "default", "reader");
        account = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
                .build();
    }

    @AfterAll
    static void stop() {
        account.close();
        owner.close();
        server.close();
    }

    @Test
    void what_a_role_grants_is_done_in_its_namespace_alone() {
        assertThat(account.configMaps().inNamespace("default").list().getItems())
                .isNotNull();
        assertThatThrownBy(() -> account.configMaps().inNamespace("kube-system").list())
                .hasMessageContaining(
                        "User \"system:serviceaccount:default:reader\" cannot list resource \"configmaps\"");
        assertThatThrownBy(() -> account.configMaps().inAnyNamespace().list()).hasMessageContaining("cluster scope");
        assertThatThrownBy(() -> account.configMaps()
                        .inNamespace("default")
                        .withName("none")
                        .delete())
                .hasMessageContaining("cannot delete");
    }

    @Test
    void a_resource_name_grants_that_object_and_a_list_or_watch_of_it() {
        assertThat(account.secrets().inNamespace("default").withName("mine").get())
                .isNull();
        assertThat(account.secrets()
                        .inNamespace("default")
                        .withField("metadata.name", "mine")
                        .list()
                        .getItems())
                .isEmpty();
        assertThatThrownBy(() -> account.secrets().inNamespace("default").list())
                .hasMessageContaining("cannot list");
        assertThatThrownBy(() -> account.secrets()
                        .inNamespace("default")
                        .withName("other")
                        .get())
                .hasMessageContaining("cannot get");
    }

    @Test
    void an_apply_of_what_is_not_there_needs_create_too() {
        assertThatThrownBy(() -> account.resource(map("not-there")).serverSideApply())
                .hasMessageContaining("cannot create");
        owner.resource(map("there")).serverSideApply();
        assertThat(account.resource(map("there")).forceConflicts().serverSideApply())
                .isNotNull();
    }

    @Test
    void reviews_say_what_roles_grant_and_what_was_asked_is_remembered() {
        var review = new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withNewResourceAttributes()
                .withVerb("delete")
                .withResource("configmaps")
                .withNamespace("default")
                .endResourceAttributes()
                .endSpec();
        assertThat(account.resource(review.build()).create().getStatus().getAllowed())
                .isFalse();
        assertThat(owner.resource(review.build()).create().getStatus().getAllowed())
                .isTrue();

        account.configMaps().inNamespace("default").list();
        assertThat(server.asked("default", "reader")).contains(new Permission("list", "", "configmaps"));
        assertThat(server.asked("default", "nobody")).isEmpty();
    }

    private static ConfigMap map(String name) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace("default")
                .withName(name)
                .endMetadata()
                .build();
    }
}

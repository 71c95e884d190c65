package io.millwright.embeddedkubernetes.builtin;

import static io.millwright.embeddedkubernetes.Texts.json;
import static io.millwright.embeddedkubernetes.Texts.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.embeddedkubernetes.resource.ResourceType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class BuiltInDefaultsTest {

    private static final List<ResourceType> TYPES = BuiltInTypes.all();

    static ResourceType type(String kind) {
        return TYPES.stream()
                .filter(type -> type.kind().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private static ObjectNode created(String kind, String text) {
        ObjectNode object = object(text);
        assertThat(type(kind).prune(object)).isEmpty();
        type(kind).applyDefaults(object);
        type(kind).prepareForCreate(object);
        return object;
    }

    private static String pod(String container) {
        return "{'metadata':{'name':'x','namespace':'n'},'spec':{'selector':{'matchLabels':{'a':'b'}},'template':"
                + "{'metadata':{'labels':{'a':'b'}},'spec':{'containers':[" + container + "]}}}}";
    }

    @ParameterizedTest
    @CsvSource({
        "r/i, Always",
        "r/i:latest, Always",
        "r/i:1, IfNotPresent",
        "r:5000/i, Always",
        "r:5000/i:2, IfNotPresent",
        "r/i@sha256:00, IfNotPresent"
    })
    void an_image_is_pulled_always_unless_its_version_is_pinned(String image, String policy) {
        ObjectNode made = created("Deployment", pod("{'name':'c','image':'" + image + "'}"));

        assertThat(made.at("/spec/template/spec/containers/0/imagePullPolicy").asString())
                .isEqualTo(policy);
    }

    @Test
    void a_deployment_is_filled_in() {
        ObjectNode made = created("Deployment", pod("{'name':'c','image':'i:1','ports':[{'containerPort':1}]}"));

        assertThat(made.at("/spec/replicas").asInt()).isEqualTo(1);
        assertThat(made.at("/spec/strategy"))
                .isEqualTo(json("{'type':'RollingUpdate','rollingUpdate':{'maxSurge':'25%','maxUnavailable':'25%'}}"));
        assertThat(made.at("/spec/template/spec/containers/0/ports"))
                .isEqualTo(json("[{'containerPort':1,'protocol':'TCP'}]"));
        assertThat(made.path("status")).isEqualTo(json("{}"));
    }

    @Test
    void quantities_are_written_in_one_way() {
        ObjectNode made = created(
                "StatefulSet", pod("{'name':'c','image':'i','resources':{'limits':{'memory':'1024Mi','cpu':0.5}}}"));

        assertThat(made.at("/spec/template/spec/containers/0/resources/limits"))
                .isEqualTo(json("{'memory':'1Gi','cpu':'500m'}"));
    }

    @Test
    void texts_of_a_secret_become_data_and_win() {
        assertThat(created(
                        "Secret", "{'metadata':{'name':'s'},'stringData':{'a':'text'},'data':{'a':'AAEC','z':'AA=='}}"))
                .isEqualTo(object("{'metadata':{'name':'s'},'data':{'a':'dGV4dA==','z':'AA=='},'type':'Opaque'}"));
    }

    @Test
    void a_service_gets_an_address_and_keeps_it() {
        String text =
                "{'metadata':{'name':'web','namespace':'n'},'spec':{'ports':[{'port':80}],'type':'LoadBalancer'}}";
        ObjectNode made = created("Service", text);
        ObjectNode replaced = object(text);
        type("Service").applyDefaults(replaced);

        type("Service").prepareForUpdate(replaced, made);

        assertThat(made.at("/spec/clusterIP").asString()).startsWith("10.96.");
        assertThat(made.at("/spec/ports/0/nodePort").asInt()).isBetween(30_000, 32_767);
        assertThat(made.at("/spec/ports/0/targetPort").asInt()).isEqualTo(80);
        assertThat(replaced).isEqualTo(made);
    }

    @Test
    void a_headless_service_gets_no_address() {
        ObjectNode made = created(
                "Service",
                "{'metadata':{'name':'h','namespace':'n'},'spec':{'clusterIP':'None','ports':[{'port':1}]}}");

        assertThat(made.at("/spec/clusterIPs")).isEqualTo(json("['None']"));
        assertThat(made.at("/spec/ports/0").has("nodePort")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {'podSelector':{}}                   | ['Ingress']
        {'podSelector':{},'egress':[{}]}     | ['Ingress','Egress']
        {'podSelector':{},'policyTypes':['Egress']} | ['Egress']
        """)
    void a_policy_is_about_what_it_names(String spec, String types) {
        assertThat(created("NetworkPolicy", "{'spec':" + spec + "}").at("/spec/policyTypes"))
                .isEqualTo(json(types));
    }

    @Test
    void the_template_of_a_cron_job_is_left_as_it_is() {
        ObjectNode made = created(
                "CronJob",
                "{'spec':{'schedule':'0 0 * * *','jobTemplate':{'spec':{'template':"
                        + "{'spec':{'restartPolicy':'Never','containers':[{'name':'c','image':'i'}]}}}}}}");

        assertThat(made.at("/spec/jobTemplate/spec").has("backoffLimit")).isFalse();
        assertThat(made.at("/spec/concurrencyPolicy").asString()).isEqualTo("Allow");
    }

    @Test
    void a_namespace_carries_its_name_as_label() {
        ObjectNode made = created("Namespace", "{'metadata':{'name':'n'}}");

        assertThat(made.at("/metadata/labels")).isEqualTo(json("{'kubernetes.io/metadata.name':'n'}"));
        assertThat(made.path("status")).isEqualTo(json("{'phase':'Active'}"));
    }

    @Test
    void defaults_once_filled_in_are_not_filled_in_again() {
        ObjectNode once =
                created("StatefulSet", pod("{'name':'c','image':'i','readinessProbe':{'httpGet':{'port':1}}}"));
        ObjectNode twice = once.deepCopy();

        assertThat(type("StatefulSet").prune(twice)).isEmpty();
        type("StatefulSet").applyDefaults(twice);

        assertThat(twice).isEqualTo(once);
    }
}

package io.millwright.embeddedkubernetes.builtin;

import static io.millwright.embeddedkubernetes.Texts.object;
import static io.millwright.embeddedkubernetes.builtin.BuiltInDefaultsTest.type;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.embeddedkubernetes.resource.FieldError;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class BuiltInRulesTest {

    private static final String WORKLOAD = "{'metadata':{'name':'x'},'spec':{'selector':{'matchLabels':{'a':'b'}},"
            + "'template':{'metadata':{'labels':{'a':'b'}},'spec':{'containers':[{'name':'c','image':'i'}]}}}}";

    private static ObjectNode prepared(String kind, String text) {
        ObjectNode object = object(text);
        type(kind).prune(object);
        type(kind).applyDefaults(object);
        type(kind).prepareForCreate(object);
        return object;
    }

    private static List<String> sentences(List<FieldError> errors) {
        return errors.stream()
                .map(error -> error.field() + ": " + error.message().replace('"', '\''))
                .toList();
    }

    private static List<String> onCreate(String kind, String text) {
        return sentences(type(kind).validateCreate(prepared(kind, text)));
    }

    private static List<String> onChange(String kind, String text, String old) {
        ObjectNode before = prepared(kind, old);
        ObjectNode object = object(text);
        type(kind).prune(object);
        type(kind).applyDefaults(object);
        type(kind).prepareForUpdate(object, before);
        return sentences(type(kind).validateUpdate(object, before));
    }

    private static String workload(String container) {
        return WORKLOAD.replace("{'name':'c','image':'i'}", container);
    }

    @Test
    void a_good_workload_is_taken() {
        for (String kind : List.of("Deployment", "StatefulSet", "ReplicaSet")) {
            assertThat(onCreate(kind, WORKLOAD)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {'name':'c'}                                              | .image: Required value
        {'image':'i'}                                             | .name: Required value
        {'name':'c','image':'i','ports':[{'containerPort':0}]}    | .ports[0].containerPort: Required value
        {'name':'c','image':'i','ports':[{'containerPort':70000}]} | .ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive
        {'name':'c','image':'i','volumeMounts':[{'name':'v','mountPath':'/v'}]} | .volumeMounts[0].name: Not found: 'v'
        {'name':'c','image':'i','imagePullPolicy':'Sometimes'}    | .imagePullPolicy: Unsupported value: 'Sometimes': supported values: 'Always', 'IfNotPresent', 'Never'
        {'name':'c','image':'i','resources':{'requests':{'cpu':'2'},'limits':{'cpu':'1'}}} | .resources.requests: Invalid value: '2': must be less than or equal to cpu limit of 1
        """)
    void a_container_that_cannot_run_is_refused(String container, String sentence) {
        assertThat(onCreate("Deployment", workload(container)))
                .containsExactly("spec.template.spec.containers[0]" + sentence);
    }

    @Test
    void a_stateful_set_may_mount_its_claims() {
        String claims = "'volumeClaimTemplates':[{'metadata':{'name':'data'},'spec':{'accessModes':['ReadWriteOnce'],"
                + "'resources':{'requests':{'storage':'1Gi'}}}}],";
        String text = workload("{'name':'c','image':'i','volumeMounts':[{'name':'data','mountPath':'/d'}]}");

        assertThat(onCreate("StatefulSet", text.replace("'selector'", claims + "'selector'")))
                .isEmpty();
        assertThat(onCreate("StatefulSet", text)).hasSize(1);
    }

    @Test
    void a_selector_must_match_its_template() {
        assertThat(onCreate("Deployment", WORKLOAD.replace("'labels':{'a':'b'}", "'labels':{'a':'c'}")))
                .containsExactly("spec.template.metadata.labels: Invalid value: {'a':'c'}: `selector` does not match"
                        + " template `labels`");
    }

    @Test
    void the_selector_of_a_deployment_never_changes() {
        assertThat(onChange("Deployment", WORKLOAD.replace("'a':'b'", "'a':'c'"), WORKLOAD))
                .containsExactly("spec.selector: Invalid value: {'matchLabels':{'a':'c'}}: field is immutable");
    }

    @Test
    void a_stateful_set_may_grow_but_not_move() {
        assertThat(onChange("StatefulSet", WORKLOAD.replace("'selector'", "'replicas':3,'selector'"), WORKLOAD))
                .isEmpty();
        assertThat(onChange("StatefulSet", WORKLOAD.replace("'selector'", "'serviceName':'x','selector'"), WORKLOAD))
                .singleElement()
                .asString()
                .startsWith("spec: Forbidden: updates to statefulset spec");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        Service   | {'spec':{}}                                        | spec.ports: Required value
        Service   | {'spec':{'ports':[{'port':1,'name':'a'},{'port':2,'name':'a'}]}} | spec.ports[1].name: Duplicate value: 'a'
        Service   | {'spec':{'ports':[{'port':1}],'type':'Magic'}}     | spec.type: Unsupported value: 'Magic': supported values: 'ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'
        ConfigMap | {'data':{'a':'1'},'binaryData':{'a':'AA=='}}       | data[a]: Invalid value: 'a': duplicate of key present in binaryData
        Secret    | {'type':'kubernetes.io/tls','stringData':{'tls.crt':'x'}} | data[tls.key]: Required value
        Lease     | {'spec':{'leaseDurationSeconds':0}}                | spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0
        Ingress   | {'spec':{}}                                        | spec: Invalid value: null: either `defaultBackend` or `rules` must be specified
        Event     | {'metadata':{'namespace':'a'},'involvedObject':{'namespace':'b'}} | involvedObject.namespace: Invalid value: 'b': does not match event.namespace
        NetworkPolicy | {'spec':{'podSelector':{},'ingress':[{'ports':[{'port':99999}]}]}} | spec.ingress[0].ports[0].port: Invalid value: 99999: must be between 1 and 65535, inclusive
        """)
    void an_object_that_cannot_work_is_refused(String kind, String text, String sentence) {
        assertThat(onCreate(kind, text)).containsExactly(sentence);
    }

    @Test
    void what_is_immutable_stays_so() {
        String map = "{'data':{'a':'1'},'immutable':true}";

        assertThat(onChange("ConfigMap", "{'data':{'a':'2'},'immutable':true}", map))
                .containsExactly("data: Forbidden: field is immutable when `immutable` is set");
        assertThat(onChange("ConfigMap", "{'data':{'a':'1'}}", map))
                .containsExactly("immutable: Forbidden: field is immutable when `immutable` is set");
        assertThat(onChange("ConfigMap", "{'metadata':{'labels':{'a':'b'}},'data':{'a':'1'},'immutable':true}", map))
                .isEmpty();
    }

    @Test
    void the_type_of_a_secret_and_the_role_of_a_binding_never_change() {
        assertThat(onChange("Secret", "{'type':'other'}", "{'type':'Opaque'}"))
                .containsExactly("type: Invalid value: 'other': field is immutable");
        assertThat(onChange(
                        "RoleBinding",
                        "{'roleRef':{'kind':'Role','name':'b'}}",
                        "{'roleRef':{'kind':'Role','name':'a'}}"))
                .containsExactly(
                        "roleRef: Invalid value: {'APIGroup':'rbac.authorization.k8s.io','Kind':'Role','Name':'b'}:"
                                + " cannot change roleRef");
    }

    @Test
    void the_address_of_a_service_never_changes() {
        assertThat(onChange(
                        "Service",
                        "{'spec':{'clusterIP':'10.96.0.9','ports':[{'port':1}]}}",
                        "{'spec':{'clusterIP':'10.96.0.8','ports':[{'port':1}]}}"))
                .containsExactly("spec.clusterIPs[0]: Invalid value: ['10.96.0.9']: may not change once set");
    }
}

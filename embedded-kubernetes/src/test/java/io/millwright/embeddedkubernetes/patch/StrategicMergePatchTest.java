package io.millwright.embeddedkubernetes.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.embeddedkubernetes.builtin.BuiltInTypes;
import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.resource.Refusal;
import io.millwright.embeddedkubernetes.resource.Schema;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class StrategicMergePatchTest {

    private static final Schema POD = BuiltInTypes.all().stream()
            .filter(t -> t.kind().equals("Pod"))
            .findFirst()
            .orElseThrow()
            .schema();

    private static ObjectNode json(String text) {
        return Json.object(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode patched(String target, String patch) {
        ObjectNode object = json(target);
        StrategicMergePatch.apply(object, json(patch), POD);
        return object;
    }

    @Test
    void entries_of_a_list_merge_by_their_key() {
        assertThat(patched(
                        "{'spec':{'containers':[{'name':'a','image':'1','env':[{'name':'X','value':'1'}]},{'name':'b'}]}}",
                        "{'spec':{'containers':[{'name':'a','image':'2','env':[{'name':'X','value':'2'}]}]}}"))
                .isEqualTo(
                        json(
                                "{'spec':{'containers':[{'name':'a','image':'2','env':[{'name':'X','value':'2'}]},{'name':'b'}]}}"));
    }

    @Test
    void an_entry_goes_by_directive() {
        assertThat(patched(
                        "{'spec':{'containers':[{'name':'a'},{'name':'b'}]}}",
                        "{'spec':{'containers':[{'name':'a','$patch':'delete'}]}}"))
                .isEqualTo(json("{'spec':{'containers':[{'name':'b'}]}}"));
    }

    @Test
    void the_order_of_entries_is_the_one_asked_for() {
        assertThat(patched(
                        "{'spec':{'containers':[{'name':'a'},{'name':'b'}]}}",
                        "{'spec':{'$setElementOrder/containers':[{'name':'b'},{'name':'c'},{'name':'a'}],"
                                + "'containers':[{'name':'c'}]}}"))
                .isEqualTo(json("{'spec':{'containers':[{'name':'b'},{'name':'c'},{'name':'a'}]}}"));
    }

    @Test
    void members_that_are_not_retained_go() {
        assertThat(
                        patched(
                                "{'spec':{'volumes':[{'name':'v','emptyDir':{}}]}}",
                                "{'spec':{'volumes':[{'$retainKeys':['name','secret'],'name':'v','secret':{'secretName':'s'}}]}}"))
                .isEqualTo(json("{'spec':{'volumes':[{'name':'v','secret':{'secretName':'s'}}]}}"));
    }

    @Test
    void finalizers_merge_as_values_and_go_by_directive() {
        assertThat(patched(
                                "{'metadata':{'finalizers':['a/x','a/y']}}",
                                "{'metadata':{'finalizers':['a/z'],'$deleteFromPrimitiveList/finalizers':['a/x']}}")
                        .at("/metadata/finalizers"))
                .extracting(node -> node.stringValue())
                .containsExactlyInAnyOrder("a/y", "a/z");
    }

    @Test
    void a_map_is_replaced_by_directive() {
        assertThat(patched("{'metadata':{'labels':{'a':'1'}}}", "{'metadata':{'labels':{'$patch':'replace','b':'2'}}}"))
                .isEqualTo(json("{'metadata':{'labels':{'b':'2'}}}"));
    }

    @Test
    void an_entry_without_its_key_is_refused() {
        assertThatThrownBy(() -> patched("{}", "{'spec':{'containers':[{'image':'x'}]}}"))
                .isInstanceOf(Refusal.class)
                .hasMessage("map: map[image:x] does not contain declared merge key: name");
    }
}

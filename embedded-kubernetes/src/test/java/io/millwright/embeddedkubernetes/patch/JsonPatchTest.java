package io.millwright.embeddedkubernetes.patch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.resource.Refusal;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class JsonPatchTest {

    private static JsonNode json(String text) {
        return Json.parse(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode patched(String target, String patch) {
        ObjectNode object = (ObjectNode) json(target);
        JsonPatch.apply(object, (ArrayNode) json(patch));
        return object;
    }

    @Test
    void values_are_added_in_the_middle_and_at_the_end_of_a_list() {
        assertThat(patched(
                        "{'l':['a','b']}",
                        "[{'op':'add','path':'/l/1','value':'m'},{'op':'add','path':'/l/-','value':'z'}]"))
                .isEqualTo(json("{'l':['a','m','b','z']}"));
    }

    @Test
    void slashes_and_tildes_in_names_are_escaped() {
        assertThat(patched(
                        "{'a/b':1,'c~d':2}",
                        "[{'op':'replace','path':'/a~1b','value':3},{'op':'remove','path':'/c~0d'}]"))
                .isEqualTo(json("{'a/b':3}"));
    }

    @Test
    void a_value_is_moved_and_copied() {
        assertThat(patched(
                        "{'a':{'x':1}}",
                        "[{'op':'copy','from':'/a','path':'/b'},{'op':'move','from':'/a/x','path':'/y'}]"))
                .isEqualTo(json("{'a':{},'b':{'x':1},'y':1}"));
    }

    @Test
    void replacing_a_missing_member_adds_it_as_in_kubernetes() {
        assertThat(patched("{}", "[{'op':'replace','path':'/a','value':1}]")).isEqualTo(json("{'a':1}"));
    }

    @Test
    void a_test_of_null_holds_for_what_is_not_there() {
        assertThat(patched("{}", "[{'op':'test','path':'/a','value':null}]")).isEqualTo(json("{}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{'op':'test','path':'/l/0','value':'other'}]",
                "[{'op':'remove','path':'/nothing'}]",
                "[{'op':'add','path':'/nothing/below','value':1}]",
                "[{'op':'add','path':'/l/9','value':1}]",
                "[{'op':'add','path':'/l/x','value':1}]",
                "[{'op':'dance','path':'/l'}]",
                "[{'op':'add','path':'l','value':1}]",
                "[{'op':'add','path':'/m'}]"
            })
    void what_cannot_be_carried_out_is_refused_as_unprocessable(String patch) {
        assertThatThrownBy(() -> patched("{'l':['a']}", patch))
                .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.code()).isEqualTo(422));
    }
}

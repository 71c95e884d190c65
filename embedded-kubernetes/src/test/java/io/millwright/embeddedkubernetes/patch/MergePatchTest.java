package io.millwright.embeddedkubernetes.patch;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.embeddedkubernetes.json.Json;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class MergePatchTest {

    private static ObjectNode json(String text) {
        return Json.object(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void objects_merge_lists_are_replaced_and_null_deletes() {
        ObjectNode target = json("{'a':{'x':1,'y':2},'l':[1,2],'gone':1}");

        MergePatch.apply(target, json("{'a':{'y':null,'z':3},'l':[3],'gone':null}"));

        assertThat(target).isEqualTo(json("{'a':{'x':1,'z':3},'l':[3]}"));
    }

    @Test
    void nulls_in_what_is_new_are_left_out() {
        ObjectNode target = json("{}");

        MergePatch.apply(target, json("{'a':{'b':null,'c':{'d':null}}}"));

        assertThat(target).isEqualTo(json("{'a':{'c':{}}}"));
    }
}

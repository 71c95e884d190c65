package io.millwright.embeddedkubernetes.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.embeddedkubernetes.builtin.BuiltInTypes;
import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.resource.Refusal;
import io.millwright.embeddedkubernetes.resource.ResourceType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class FieldOwnershipTest {

    private static ResourceType type(String kind) {
        return BuiltInTypes.all().stream()
                .filter(t -> t.kind().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    private static ObjectNode json(String text) {
        return Json.object(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }

    private static FieldOwnership.Writer writer(String kind, String manager, boolean force, String now) {
        return new FieldOwnership.Writer(type(kind), manager, "v1", "", force, now);
    }

    private static ObjectNode configMap(String data) {
        return json("{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'c'},'data':" + data + "}");
    }

    private static ObjectNode created(String manager, ObjectNode applied) {
        ObjectNode object = applied.deepCopy();
        FieldOwnership.applied(writer("ConfigMap", manager, false, "t1"), object, applied);
        return object;
    }

    private static List<String> managers(ObjectNode object) {
        return object.at("/metadata/managedFields")
                .valueStream()
                .map(e -> Json.text(e, "operation") + " " + Json.text(e, "manager") + " " + e.get("fieldsV1"))
                .toList();
    }

    @Test
    void what_an_applier_no_longer_says_goes() {
        ObjectNode live = created("a", configMap("{'x':'1','y':'2'}"));

        ObjectNode next = FieldOwnership.apply(writer("ConfigMap", "a", false, "t2"), live, configMap("{'x':'1'}"));

        assertThat(next.get("data")).isEqualTo(json("{'x':'1'}"));
        assertThat(managers(next)).containsExactly("Apply a {\"f:data\":{\"f:x\":{}}}");
    }

    @Test
    void what_another_owns_too_stays() {
        ObjectNode live = created("a", configMap("{'x':'1','y':'2'}"));
        ObjectNode shared = FieldOwnership.apply(writer("ConfigMap", "b", false, "t2"), live, configMap("{'y':'2'}"));

        ObjectNode next = FieldOwnership.apply(writer("ConfigMap", "a", false, "t3"), shared, configMap("{'x':'1'}"));

        assertThat(next.get("data")).isEqualTo(json("{'x':'1','y':'2'}"));
    }

    @Test
    void another_value_for_what_another_owns_is_a_conflict_that_names_it() {
        ObjectNode live = created("a", configMap("{'x':'1'}"));

        assertThatThrownBy(
                        () -> FieldOwnership.apply(writer("ConfigMap", "b", false, "t2"), live, configMap("{'x':'9'}")))
                .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.code()).isEqualTo(409))
                .hasMessage("Apply failed with 1 conflict: conflict with \"a\": .data.x");
    }

    @Test
    void force_takes_the_field_over() {
        ObjectNode live = created("a", configMap("{'x':'1','y':'2'}"));

        ObjectNode next = FieldOwnership.apply(writer("ConfigMap", "b", true, "t2"), live, configMap("{'x':'9'}"));

        assertThat(next.at("/data/x").stringValue()).isEqualTo("9");
        assertThat(managers(next))
                .containsExactly("Apply a {\"f:data\":{\"f:y\":{}}}", "Apply b {\"f:data\":{\"f:x\":{}}}");
    }

    @Test
    void applying_the_same_again_keeps_even_the_time() {
        ObjectNode live = created("a", configMap("{'x':'1'}"));

        ObjectNode next = FieldOwnership.apply(writer("ConfigMap", "a", false, "t2"), live, configMap("{'x':'1'}"));

        assertThat(next).isEqualTo(live);
    }

    @Test
    void an_update_owns_what_it_changed_and_others_lose_it() {
        ObjectNode live = created("a", configMap("{'x':'1','y':'2'}"));
        ObjectNode next = live.deepCopy();
        ((ObjectNode) next.get("data")).put("x", "9");

        FieldOwnership.update(writer("ConfigMap", "editor", false, "t2"), live, next);

        assertThat(managers(next))
                .containsExactly("Apply a {\"f:data\":{\"f:y\":{}}}", "Update editor {\"f:data\":{\"f:x\":{}}}");
    }

    @Test
    void fields_of_an_object_that_nobody_tracked_are_those_of_before_the_first_apply() {
        ObjectNode live = configMap("{'x':'1'}");

        ObjectNode next = FieldOwnership.apply(writer("ConfigMap", "a", true, "t2"), live, configMap("{'y':'2'}"));

        assertThat(managers(next))
                .anySatisfy(m ->
                        assertThat(m).startsWith("Update before-first-apply").contains("f:x"));
    }

    @Test
    void an_entry_whose_key_is_defaulted_is_the_same_entry() {
        ObjectNode live = json("{'apiVersion':'v1','kind':'Service','metadata':{'name':'s'},"
                + "'spec':{'ports':[{'name':'http','port':80,'protocol':'TCP','targetPort':80}]}}");
        ObjectNode applied = json("{'apiVersion':'v1','kind':'Service','metadata':{'name':'s'},"
                + "'spec':{'ports':[{'name':'http','port':80}]}}");
        FieldOwnership.applied(writer("Service", "a", false, "t1"), live, applied);

        ObjectNode next = FieldOwnership.apply(writer("Service", "a", false, "t2"), live, applied);

        JsonNode ports = next.at("/spec/ports");
        assertThat(ports).hasSize(1);
        assertThat(managers(next))
                .singleElement()
                .asString()
                .contains("k:{\\\"port\\\":80,\\\"protocol\\\":\\\"TCP\\\"}");
    }

    @Test
    void a_field_that_the_schema_does_not_know_cannot_be_applied() {
        ObjectNode applied = configMap("{}");
        applied.put("nothing", 1);

        assertThatThrownBy(() -> DeclaredFields.check(type("ConfigMap"), applied, "v1", "", "c"))
                .hasMessage(
                        "failed to create typed patch object (/c; /v1, Kind=ConfigMap): .nothing: field not declared"
                                + " in schema");
    }
}

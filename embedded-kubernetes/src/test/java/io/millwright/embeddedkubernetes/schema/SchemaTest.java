package io.millwright.embeddedkubernetes.schema;

import static io.millwright.embeddedkubernetes.Texts.object;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class SchemaTest {

    private static StructuralSchema spec(String schema) {
        return StructuralSchema.ofCustomResource(object("{'type':'object','properties':{'spec':" + schema + "}}"));
    }

    private static String defaulted(String schema, String object) {
        ObjectNode value = object(object);
        spec(schema).applyDefaults(value);
        return value.toString().replace('"', '\'');
    }

    private static List<String> pruned(String schema, ObjectNode value) {
        return spec(schema).prune(value);
    }

    @Test
    void a_default_fills_what_is_missing() {
        assertThat(defaulted("{'type':'object','properties':{'a':{'type':'integer','default':3}}}", "{'spec':{}}"))
                .isEqualTo("{'spec':{'a':3}}");
    }

    @Test
    void an_outer_default_makes_room_for_inner_ones() {
        String schema = "{'type':'object','default':{},'properties':{'a':{'type':'integer','default':3}}}";

        assertThat(defaulted(schema, "{}")).isEqualTo("{'spec':{'a':3}}");
    }

    @Test
    void defaults_reach_into_lists_and_maps() {
        String schema = "{'type':'object','properties':{"
            + "'l':{'type':'array','items':{'type':'object','properties':{'p':{'type':'string','default':'TCP'}}}},"
            + "'m':{'type':'object','additionalProperties':{'type':'object','properties':{'q':{'type':'integer','default':1}}}}}}";

        assertThat(defaulted(schema, "{'spec':{'l':[{}],'m':{'k':{}}}}"))
                .isEqualTo("{'spec':{'l':[{'p':'TCP'}],'m':{'k':{'q':1}}}}");
    }

    @Test
    void null_is_absence_unless_the_schema_allows_it() {
        String schema = "{'type':'object','properties':{'a':{'type':'integer','default':3},'b':{'type':'string'},"
                + "'c':{'type':'string','nullable':true}}}";

        assertThat(defaulted(schema, "{'spec':{'a':null,'b':null,'c':null}}")).isEqualTo("{'spec':{'c':null,'a':3}}");
    }

    @Test
    void one_default_is_not_shared_by_two_objects() {
        StructuralSchema schema = spec("{'type':'object','default':{},'properties':{'a':{'type':'string'}}}");
        ObjectNode first = object("{}");
        ObjectNode second = object("{}");
        schema.applyDefaults(first);
        ((ObjectNode) first.get("spec")).put("a", "changed");

        schema.applyDefaults(second);

        assertThat(second).isEqualTo(object("{'spec':{}}"));
    }

    @Test
    void unknown_members_go_and_are_named_in_order() {
        ObjectNode value = object("{'spec':{'z':1,'l':[{'x':1,'known':2}],'b':{'c':1}},'extra':1}");
        String schema = "{'type':'object','properties':{'l':{'type':'array','items':{'type':'object','properties':"
                + "{'known':{'type':'integer'}}}}}}";

        assertThat(pruned(schema, value)).containsExactly("extra", "spec.b", "spec.l[0].x", "spec.z");
        assertThat(value).isEqualTo(object("{'spec':{'l':[{'known':2}]}}"));
    }

    @Test
    void what_preserves_unknown_fields_still_prunes_what_it_knows() {
        ObjectNode value = object("{'spec':{'free':{'deep':1},'known':{'x':1}}}");
        String schema = "{'type':'object','x-kubernetes-preserve-unknown-fields':true,'properties':"
                + "{'known':{'type':'object'}}}";

        assertThat(pruned(schema, value)).containsExactly("spec.known.x");
    }

    @Test
    void an_embedded_object_keeps_what_every_object_has() {
        ObjectNode value = object("{'spec':{'apiVersion':'v1','kind':'X','metadata':{'name':'a'},'other':1}}");

        assertThat(pruned("{'type':'object','x-kubernetes-embedded-resource':true}", value))
                .containsExactly("spec.other");
    }

    @Property(tries = 200)
    void pruning_and_defaulting_twice_change_nothing_more(@ForAll("values") String value) {
        StructuralSchema schema = spec(
                "{'type':'object','default':{},'properties':{'a':{'type':'integer','default':1},"
                    + "'l':{'type':'array','items':{'type':'object','properties':{'a':{'type':'string','default':'x'}}}}}}");
        ObjectNode once = object("{'spec':" + value + "}");
        schema.prune(once);
        schema.applyDefaults(once);
        ObjectNode twice = once.deepCopy();

        assertThat(schema.prune(twice)).isEmpty();
        schema.applyDefaults(twice);
        assertThat(twice).isEqualTo(once);
    }

    @Provide
    Arbitrary<String> values() {
        return values(4);
    }

    private static Arbitrary<String> values(int depth) {
        Arbitrary<String> leaves = Arbitraries.of("1", "'x'", "null", "true", "[]", "{}");
        if (depth == 0) {
            return leaves;
        }
        Arbitrary<String> inner = values(depth - 1);
        return Arbitraries.oneOf(
                leaves,
                inner.list().ofMaxSize(2).map(entries -> "[" + String.join(",", entries) + "]"),
                inner.map(value -> "{'a':" + value + "}"),
                inner.map(value -> "{'l':[" + value + "],'b':1}"));
    }
}

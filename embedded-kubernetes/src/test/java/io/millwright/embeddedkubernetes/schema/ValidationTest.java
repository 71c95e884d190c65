package io.millwright.embeddedkubernetes.schema;

import static io.millwright.embeddedkubernetes.Texts.object;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidationTest {

    private static List<String> sentences(String schema, String value, @Nullable String old) {
        return StructuralSchema.ofCustomResource(object("{'type':'object','properties':{'v':" + schema + "}}"))
                .validate(object("{'v':" + value + "}"), old == null ? null : object("{'v':" + old + "}"))
                .stream()
                .map(error -> error.field() + ": " + error.message().replace('"', '\''))
                .sorted()
                .toList();
    }

    private static List<String> sentences(String schema, String value) {
        return sentences(schema, value, null);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {'type':'string'}                                 | 7       | v: Invalid value: 'integer': v in body must be of type string: 'integer'
        {'type':'boolean'}                                | 'yes'   | v: Invalid value: 'string': v in body must be of type boolean: 'string'
        {'type':'object'}                                 | []      | v: Invalid value: 'array': v in body must be of type object: 'array'
        {'type':'array','items':{'type':'string'}}        | [null]  | v[0]: Invalid value: 'null': v[0] in body must be of type string: 'null'
        {'type':'integer'}                                | 1.5     | v: Invalid value: 'number': v in body must be of type integer: 'number'
        {'type':'integer','minimum':0}                    | -1      | v: Invalid value: -1: v in body should be greater than or equal to 0
        {'type':'integer','maximum':9}                    | 10      | v: Invalid value: 10: v in body should be less than or equal to 9
        {'type':'number','minimum':1,'exclusiveMinimum':true} | 1   | v: Invalid value: 1: v in body should be greater than 1
        {'type':'number','maximum':1,'exclusiveMaximum':true} | 1   | v: Invalid value: 1: v in body should be less than 1
        {'type':'number','multipleOf':0.25}               | 0.3     | v: Invalid value: 0.3: v in body should be a multiple of 0.25
        {'type':'string','enum':['a','b']}                | 'c'     | v: Unsupported value: 'c': supported values: 'a', 'b'
        {'type':'string','pattern':'^x'}                  | 'y'     | v: Invalid value: 'y': v in body should match '^x'
        {'type':'string','minLength':2}                   | 'y'     | v: Invalid value: 'y': v in body should be at least 2 chars long
        {'type':'string','maxLength':2}                   | 'yyy'   | v: Too long: may not be more than 2 bytes
        {'type':'string','format':'date-time'}            | 'now'   | v: Invalid value: 'now': v in body must be of type date-time: 'now'
        {'type':'array','maxItems':1,'items':{'type':'integer'}} | [1,2] | v: Too many: 2: must have at most 1 item
        {'type':'array','minItems':1,'items':{'type':'integer'}} | []    | v: Invalid value: 0: v in body should have at least 1 items
        {'type':'object','maxProperties':1,'additionalProperties':{'type':'integer'}} | {'a':1,'b':2} | v: Too many: 2: must have at most 1 item
        {'type':'object','minProperties':1,'additionalProperties':{'type':'integer'}} | {} | v: Invalid value: 0: v in body should have at least 1 properties
        {'type':'object','required':['a']}                | {}      | v.a: Required value
        {'type':'object','additionalProperties':{'type':'string'}} | {'k':1} | v.k: Invalid value: 'integer': v.k in body must be of type string: 'integer'
        {'type':'array','x-kubernetes-list-type':'set','items':{'type':'string'}} | ['a','a'] | v[1]: Duplicate value: 'a'
        {'x-kubernetes-int-or-string':true}               | true    | v: Invalid value: 'boolean': v in body must be of type integer,string: 'boolean'
        {'type':'object','x-kubernetes-embedded-resource':true} | {'kind':'X'} | v.apiVersion: Required value
        {'type':'object','not':{'required':['a']},'properties':{'a':{'type':'integer'}}} | {'a':1} | <nil>: Invalid value: '': 'v' must not validate the schema (not)
        {'type':'string','oneOf':[{'pattern':'^a'},{'pattern':'b$'}]} | 'ab' | <nil>: Invalid value: '': 'v' must validate one and only one schema (oneOf). Found 2 valid alternatives
        """)
    void a_wrong_value_is_refused_in_the_words_of_the_api_server(String schema, String value, String sentence) {
        assertThat(sentences(schema, value)).containsExactly(sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {'type':'integer'}                         | 1.0
        {'type':'string','maxLength':2}            | 'éü'
        {'type':'string','nullable':true}          | null
        {'type':'number','multipleOf':0.25}        | 0.75
        {'x-kubernetes-int-or-string':true}        | 'x'
        {'type':'string','format':'date-time'}     | '2024-01-02T03:04:05+01:00'
        {'type':'string','anyOf':[{'pattern':'^a'},{'pattern':'^b'}]} | 'b'
        """)
    void a_right_value_is_taken(String schema, String value) {
        assertThat(sentences(schema, value)).isEmpty();
    }

    @Test
    void entries_of_a_map_list_are_told_apart_by_their_keys() {
        String schema = "{'type':'array','x-kubernetes-list-type':'map','x-kubernetes-list-map-keys':['a','b'],"
                + "'items':{'type':'object'}}";

        assertThat(sentences(schema, "[{'a':1,'b':1},{'a':1,'b':2},{'a':1,'b':1,'c':3}]"))
                .containsExactly("v[2]: Duplicate value: {'a':1,'b':1}");
    }

    @Test
    void a_fraction_where_a_format_asks_for_an_integer_is_refused_twice() {
        assertThat(sentences("{'type':'integer','format':'int32'}", "1.5"))
                .containsExactly(
                        "<nil>: Invalid value: '': Checked value must be of type integer with format int32 in v",
                        "v: Invalid value: 'float64': v in body must be of type int32: 'float64'");
    }

    @Test
    void an_unchanged_value_is_taken_though_the_schema_has_become_stricter() {
        String schema =
                "{'type':'object','properties':{'a':{'type':'string','maxLength':1},'b':{'type':'string','maxLength':1}}}";

        assertThat(sentences(schema, "{'a':'long','b':'long'}", "{'a':'long','b':'x'}"))
                .containsExactly("v.b: Too long: may not be more than 1 bytes");
    }

    @Test
    void entries_of_a_map_list_are_compared_with_their_older_selves_wherever_they_stood() {
        String schema = "{'type':'array','x-kubernetes-list-type':'map','x-kubernetes-list-map-keys':['k'],'items':"
                + "{'type':'object','properties':{'k':{'type':'string'},'n':{'type':'integer','maximum':1}}}}";

        assertThat(sentences(schema, "[{'k':'b','n':1},{'k':'a','n':5}]", "[{'k':'a','n':5}]"))
                .isEmpty();
    }
}

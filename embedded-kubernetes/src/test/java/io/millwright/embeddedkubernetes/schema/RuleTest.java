package io.millwright.embeddedkubernetes.schema;

import static io.millwright.embeddedkubernetes.Texts.object;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class RuleTest {

    private static List<String> sentences(String spec, String value, @Nullable String old) {
        return StructuralSchema.ofCustomResource(object("{'type':'object','properties':{'spec':" + spec + "}}"))
                .validate(
                        object("{'metadata':{'name':'x'},'spec':" + value + "}"),
                        old == null ? null : object("{'metadata':{'name':'x'},'spec':" + old + "}"))
                .stream()
                .map(error -> error.reason() + " " + error.field() + ": " + error.message())
                .toList();
    }

    private static String rules(String type, String... rules) {
        return "{" + type + ",'x-kubernetes-validations':[" + String.join(",", rules) + "]}";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        'type':'string'                                   | self.matches('^a.*z$')               | 'az'   | 'b'
        'type':'string'                                   | size(self) <= 2                      | 'éü'   | 'abc'
        'type':'string'                                   | self.startsWith('a') && self.endsWith('b') | 'ab' | 'a'
        'type':'integer'                                  | self % 2 == 0                        | 2      | 3
        'type':'number'                                   | self != 0.0                          | 1      | 0
        'type':'array','items':{'type':'integer'}         | self.all(s, s >= 1)                  | [1,2]  | [0]
        'type':'object','properties':{'a':{'type':'integer'},'b':{'type':'integer'}} | has(self.a) == has(self.b) | {} | {'a':1}
        'type':'object','additionalProperties':{'type':'integer'} | self.all(k, self[k] > 0)     | {'k':1} | {'k':0}
        'type':'object','properties':{'namespace':{'type':'string'}} | self.__namespace__ != 'x' | {'namespace':'y'} | {'namespace':'x'}
        'type':'object','properties':{'a-b':{'type':'string'}} | self.a__dash__b != 'x'          | {'a-b':'y'} | {'a-b':'x'}
        'type':'string','format':'date-time'              | self > timestamp('2024-01-01T00:00:00Z') | '2025-01-01T00:00:00Z' | '2023-01-01T00:00:00Z'
        'type':'string','format':'duration'               | self <= duration('1h')               | '30m'  | '90m'
        'x-kubernetes-int-or-string':true                 | type(self) == int ? true : quantity(self).isLessThan(quantity('1Gi')) | '1Mi' | '2Gi'
        'type':'string'                                   | isQuantity(self)                     | '1Gi'  | 'lots'
        'type':'string'                                   | quantity(self).compareTo(quantity('1k')) == 0 | '1000' | '999'
        """)
    void a_rule_takes_one_value_and_refuses_another(String type, String rule, String good, String bad) {
        String text = rule.replace("'", "\\u0027");
        String schema = rules(type, "{'rule':'" + text + "','message':'no'}");

        assertThat(sentences(schema, good, null)).isEmpty();
        assertThat(sentences(schema, bad, null)).hasSize(1).first().asString().endsWith("no");
    }

    @Test
    void a_rule_may_name_its_reason_and_field() {
        String schema = rules(
                "'type':'object','properties':{'a':{'type':'string'}}",
                "{'rule':'has(self.a)','message':'needs a','reason':'FieldValueRequired','fieldPath':'.a'}");

        assertThat(sentences(schema, "{}", null)).containsExactly("FieldValueRequired spec.a: Required value: needs a");
    }

    @Test
    void an_expression_may_make_the_message() {
        String schema = rules(
                "'type':'object','properties':{'a':{'type':'string'}}",
                "{'rule':'false','messageExpression':'self.a + \\u0027!\\u0027'}");

        assertThat(sentences(schema, "{'a':'stop'}", null))
                .containsExactly("FieldValueInvalid spec: Invalid value: stop!");
    }

    @Test
    void a_rule_without_message_is_its_own() {
        assertThat(sentences(rules("'type':'string'", "{'rule':'false'}"), "'x'", null))
                .containsExactly("FieldValueInvalid spec: Invalid value: \"x\": failed rule: false");
    }

    @Test
    void a_transition_rule_judges_changes_only() {
        String schema = rules("'type':'string'", "{'rule':'self == oldSelf','message':'immutable'}");

        assertThat(sentences(schema, "'b'", null)).isEmpty();
        assertThat(sentences(schema, "'a'", "'a'")).isEmpty();
        assertThat(sentences(schema, "'b'", "'a'"))
                .containsExactly("FieldValueInvalid spec: Invalid value: \"b\": immutable");
    }

    @Test
    void a_transition_rule_with_an_optional_old_value_judges_creations_too() {
        String schema = rules(
                "'type':'string'",
                "{'rule':'oldSelf.hasValue() || self =="
                        + " \\u0027first\\u0027','optionalOldSelf':true,'message':'start'}");

        assertThat(sentences(schema, "'second'", null)).hasSize(1);
        assertThat(sentences(schema, "'first'", null)).isEmpty();
        assertThat(sentences(schema, "'second'", "'first'")).isEmpty();
    }

    @Test
    void a_rule_about_an_unchanged_value_is_not_asked_again() {
        String schema = rules("'type':'string'", "{'rule':'self != \\u0027old\\u0027'}");

        assertThat(sentences(schema, "'old'", "'old'")).isEmpty();
    }

    @Test
    void rules_wait_until_values_are_of_their_types() {
        String schema = rules(
                "'type':'object','properties':{'a':{'type':'integer'}}", "{'rule':'self.a > 3','message':'small'}");

        assertThat(sentences(schema, "{'a':'x'}", null))
                .anyMatch(sentence -> sentence.contains("some validation rules were not checked"))
                .noneMatch(sentence -> sentence.contains("small"));
    }

    @Test
    void a_rule_that_fails_to_run_says_why() {
        String schema = rules("'type':'string'", "{'rule':'quantity(self).sign() > 0','message':'positive'}");

        assertThat(sentences(schema, "'lots'", null))
                .containsExactly("FieldValueInvalid spec: Invalid value: \"\": " + Quantity.SENTENCE
                        + " evaluating rule: positive");
    }

    @Test
    void the_root_sees_the_name_of_the_object() {
        ObjectNode schema = object("{'type':'object','x-kubernetes-validations':"
                + "[{'rule':'self.metadata.name.size() <= 3','message':'short'}]}");

        assertThat(StructuralSchema.ofCustomResource(schema).validate(object("{'metadata':{'name':'long'}}"), null))
                .extracting(error -> error.field() + " " + error.message())
                .containsExactly("<nil> Invalid value: short");
    }
}

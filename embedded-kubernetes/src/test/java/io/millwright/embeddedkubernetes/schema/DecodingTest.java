package io.millwright.embeddedkubernetes.schema;

import static io.millwright.embeddedkubernetes.Texts.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.embeddedkubernetes.resource.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class DecodingTest {

    private static final StructuralSchema META = TypeCatalog.objectMeta();

    private static ObjectNode decoded(String text) {
        ObjectNode value = object(text);
        Decoding.decode(value, META, "Thing", "v1");
        return value;
    }

    @Test
    void what_is_empty_or_null_is_left_out() {
        assertThat(decoded("{'name':'a','labels':{},'finalizers':[],'generateName':'','creationTimestamp':null}"))
                .isEqualTo(object("{'name':'a'}"));
    }

    @Test
    void an_empty_label_stays() {
        assertThat(decoded("{'labels':{'a':''}}")).isEqualTo(object("{'labels':{'a':''}}"));
    }

    @Test
    void a_time_is_written_in_seconds_of_utc() {
        assertThat(decoded("{'deletionTimestamp':'2024-01-01T02:00:00.5+01:00'}"))
                .isEqualTo(object("{'deletionTimestamp':'2024-01-01T01:00:00Z'}"));
    }

    @Test
    void unknown_members_are_named_in_the_order_of_the_document() {
        assertThat(Decoding.decode(object("{'z':1,'ownerReferences':[{'x':1}],'a':1}"), META, "Thing", "v1"))
                .containsExactly("z", "ownerReferences[0].x", "a");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {'name':1}                         | json: cannot unmarshal number into Go struct field ObjectMeta.name of type string
        {'labels':{'a':1}}                 | json: cannot unmarshal number into Go struct field Thing.labels of type string
        {'labels':[]}                      | json: cannot unmarshal array into Go struct field ObjectMeta.labels of type map[string]string
        {'generation':'1'}                 | json: cannot unmarshal string into Go struct field ObjectMeta.generation of type int64
        {'ownerReferences':[{'controller':'x'}]} | json: cannot unmarshal string into Go struct field OwnerReference.ownerReferences.controller of type bool
        """)
    void a_value_of_a_wrong_type_is_a_bad_request(String value, String sentence) {
        assertThatThrownBy(() -> decoded(value))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(400))
                .hasMessage("Thing in version \"v1\" cannot be handled as a Thing: " + sentence);
    }
}

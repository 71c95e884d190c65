package io.millwright.embeddedkubernetes.columns;

import static io.millwright.embeddedkubernetes.Texts.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class JsonPathTest {

    private static final JsonNode OBJECT = json("{'spec':{'tier':'pro','ports':[{'n':1},{'n':2}],'a.b':{'c':3}},"
            + "'status':{'conditions':[{'type':'Billed','status':'False'},{'type':'Ready','status':'True'}]}}");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        .spec.tier                                       | "pro"
        spec.tier                                        | "pro"
        .spec.ports[1].n                                 | 2
        .spec.ports[-1].n                                | 2
        .spec.ports[*].n                                 | 1
        .spec['a.b'].c                                   | 3
        .spec.a\\.b.c                                    | 3
        .status.conditions[?(@.type=="Ready")].status    | "True"
        .status.conditions[?(@.type == 'Ready')].status  | "True"
        """)
    void a_path_finds_its_first_value(String path, String value) {
        assertThat(JsonPath.compile(path).first(OBJECT)).hasToString(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".spec.nothing",
                ".spec.ports[9].n",
                ".status.conditions[?(@.type==\"X\")].status",
                ".spec.tier.x"
            })
    void a_path_to_nothing_finds_nothing(String path) {
        assertThat(JsonPath.compile(path).first(OBJECT)).isNull();
    }

    @Test
    void what_is_no_path_is_refused() {
        assertThatThrownBy(() -> JsonPath.compile(".spec[")).hasMessage("is no JSON path: .spec[");
    }
}

package io.millwright.crd.definition;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The corpus is complete and says what it is about; whether the API server agrees, {@code CorpusIT} asks it. */
class CorpusTest {

    static List<Corpus.Case> cases() {
        return Corpus.cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_file_is_named_by_its_rule_and_lies_with_its_kind(Corpus.Case file) {
        assertThat(file.name()).matches("(tenant|site|devicefleet)/(valid|invalid)-[a-z0-9-]+\\.yaml");
        assertThat(file.refusal().isPresent()).isEqualTo(file.name().contains("/invalid-"));
        assertThat(file.documents())
                .isNotEmpty()
                .allSatisfy(document ->
                        assertThat(file.name()).startsWith(document.getKind().toLowerCase(Locale.ROOT) + "/"));
    }

    @Test
    void every_sentence_of_the_definitions_is_expected_by_a_file() {
        for (String definition : Definitions.yaml()) {
            JsonNode tree = Serialization.unmarshal(definition, JsonNode.class);
            String kind = tree.at("/spec/names/singular").asText();
            Set<String> expected = new TreeSet<>();
            Corpus.cases().stream()
                    .filter(file -> file.name().startsWith(kind + "/"))
                    .forEach(file -> file.refusal().ifPresent(expected::add));

            assertThat(expected).as(kind).containsAll(sentences(tree));
        }
    }

    private static Set<String> sentences(JsonNode definition) {
        Set<String> sentences = new TreeSet<>();
        definition
                .findValues("x-kubernetes-validations")
                .forEach(rules ->
                        rules.forEach(rule -> sentences.add(rule.path("message").asText())));
        assertThat(sentences).isNotEmpty().doesNotContain("");
        return sentences;
    }
}

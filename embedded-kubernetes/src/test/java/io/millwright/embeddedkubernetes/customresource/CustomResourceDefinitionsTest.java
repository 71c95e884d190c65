package io.millwright.embeddedkubernetes.customresource;

import static io.millwright.embeddedkubernetes.Texts.json;
import static io.millwright.embeddedkubernetes.Texts.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.embeddedkubernetes.resource.ResourceType;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class CustomResourceDefinitionsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static ObjectNode definition(String spec) {
        ObjectNode definition = object("{'metadata':{'name':'gears.example.org'},'spec':{'group':'example.org',"
            + "'scope':'Namespaced','names':{'plural':'gears','kind':'Gear','shortNames':['ge'],"
            + "'categories':['parts']},'versions':[{'name':'v1','served':true,'storage':true,"
            + "'subresources':{'status':{},'scale':{'specReplicasPath':'.spec.teeth','statusReplicasPath':'.status.teeth'}},"
            + "'schema':{'openAPIV3Schema':{'type':'object','properties':{'spec':" + spec + "}}}}]}}");
        CustomResourceDefinitions.applyNameDefaults(
                (ObjectNode) definition.path("spec").path("names"));
        CustomResourceDefinitions.prepareForCreate(definition);
        return definition;
    }

    private static ObjectNode gears() {
        return definition("{'type':'object','properties':{'teeth':{'type':'integer','default':12}}}");
    }

    private static List<String> sentences(ObjectNode definition) {
        return CustomResourceDefinitions.validate(definition).stream()
                .map(error -> error.field() + ": " + error.message())
                .toList();
    }

    private static ResourceType typeOf(ObjectNode definition) {
        return CustomResourceDefinitions.resourceTypes(definition, Clock.fixed(NOW, ZoneOffset.UTC))
                .getFirst();
    }

    @Test
    void a_good_definition_is_taken() {
        assertThat(sentences(gears())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {'properties':{'a':{'type':'string'}}} | .type: Required value: must not be empty for specified object fields
        {'type':'array','items':{}}            | .items.type: Required value: must not be empty for specified array items
        {'type':'string','pattern':'('}        | .pattern: Invalid value: "(": must be a valid regular expression, but isn't: Unclosed group near index 1~
        {'type':'integer','default':'many'}    | .default: Invalid value: "string":  in body must be of type integer: "string"
        {'type':'array','x-kubernetes-list-type':'map','x-kubernetes-list-map-keys':['n'],'items':{'type':'object','properties':{'n':{'type':'string'}}}} | .items.properties[n].default: Required value: this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property
        {'type':'string','x-kubernetes-validations':[{'rule':'size(self)'}]} | .x-kubernetes-validations[0].rule: Invalid value: {"Rule":"size(self)","Message":"","MessageExpression":"","Reason":null,"FieldPath":"","OptionalOldSelf":null}: cel expression must evaluate to a bool
        """)
    void a_schema_that_cannot_work_is_refused(String spec, String sentence) {
        assertThat(sentences(definition(spec)))
                .singleElement()
                .asString()
                .startsWith("spec.validation.openAPIV3Schema.properties[spec]" + sentence.replace("~", ""));
    }

    @Test
    void a_name_must_be_made_of_plural_and_group() {
        ObjectNode definition = gears();
        definition.putObject("metadata").put("name", "wrong");

        assertThat(sentences(definition))
                .containsExactly("metadata.name: Invalid value: \"wrong\": must be spec.names.plural+\".\"+spec.group");
    }

    @Test
    void group_and_scope_never_change() {
        ObjectNode changed = gears();
        ((ObjectNode) changed.path("spec")).put("scope", "Cluster").put("group", "other.org");

        assertThat(CustomResourceDefinitions.validateUpdate(changed, gears()))
                .extracting(error -> error.field() + " " + error.message())
                .containsExactly(
                        "spec.group Invalid value: \"other.org\": field is immutable",
                        "spec.scope Invalid value: \"Cluster\": field is immutable");
    }

    @Test
    void a_version_that_was_stored_stays() {
        ObjectNode old = gears();
        ObjectNode changed = gears();
        ((ObjectNode) changed.path("spec").path("versions").get(0)).put("name", "v2");
        CustomResourceDefinitions.prepareForUpdate(changed, old);

        assertThat(changed.path("status").path("storedVersions")).isEqualTo(json("['v1','v2']"));
        assertThat(CustomResourceDefinitions.validateUpdate(changed, old))
                .extracting(error -> error.field())
                .containsExactly("status.storedVersions[0]");
    }

    @Test
    void a_definition_is_established_once() {
        ObjectNode definition = gears();

        assertThat(CustomResourceDefinitions.accept(definition, NOW)).isTrue();
        assertThat(definition
                        .path("status")
                        .path("acceptedNames")
                        .path("listKind")
                        .asString())
                .isEqualTo("GearList");
        assertThat(definition.path("status").path("conditions"))
                .extracting(condition -> condition.path("type").asString() + "="
                        + condition.path("status").asString())
                .containsExactly("NamesAccepted=True", "Established=True");
        assertThat(CustomResourceDefinitions.accept(definition, NOW.plusSeconds(60)))
                .isFalse();
    }

    @Test
    void a_version_becomes_a_type() {
        ResourceType type = typeOf(gears());

        assertThat(type.plural()).isEqualTo("gears");
        assertThat(type.singular()).isEqualTo("gear");
        assertThat(type.shortNames()).containsExactly("ge");
        assertThat(type.categories()).containsExactly("parts");
        assertThat(type.hasStatus()).isTrue();
        assertThat(type.strategicMerge()).isFalse();
        assertThat(type.scale()).isEqualTo(new ResourceType.ScalePaths(".spec.teeth", ".status.teeth", null));
    }

    @Test
    void status_is_not_written_through_the_main_resource() {
        ResourceType type = typeOf(gears());
        ObjectNode created = object("{'spec':{},'status':{'teeth':1}}");
        ObjectNode updated = object("{'spec':{},'status':{'teeth':1}}");

        type.prepareForCreate(created);
        type.prepareForUpdate(updated, object("{'spec':{},'status':{'teeth':7}}"));

        assertThat(created).isEqualTo(object("{'spec':{}}"));
        assertThat(updated.path("status").path("teeth").asInt()).isEqualTo(7);
    }

    @Test
    void the_number_that_scale_reads_must_be_one() {
        assertThat(typeOf(gears()).validateCreate(object("{'metadata':{'name':'a'},'spec':{'teeth':-1}}")))
                .extracting(error -> error.field() + " " + error.message())
                .containsExactly(".spec.teeth Invalid value: -1: should be a non-negative integer");
    }

    @Test
    void columns_are_filled_by_their_paths_and_types() {
        ObjectNode definition = gears();
        ((ObjectNode) definition.path("spec").path("versions").get(0))
                .set(
                        "additionalPrinterColumns",
                        json("["
                                + "{'name':'Teeth','type':'integer','jsonPath':'.spec.teeth'},"
                                + "{'name':'List','type':'string','jsonPath':'.spec.list'},"
                                + "{'name':'Wrong','type':'integer','jsonPath':'.spec.text'},"
                                + "{'name':'None','type':'string','jsonPath':'.spec.none','priority':1},"
                                + "{'name':'Age','type':'date','jsonPath':'.metadata.creationTimestamp'}]"));
        ResourceType type = typeOf(definition);

        assertThat(type.columns())
                .extracting(ResourceType.Column::name)
                .containsExactly("Name", "Teeth", "List", "Wrong", "None", "Age");
        assertThat(type.cells(object("{'metadata':{'name':'a','creationTimestamp':'2025-12-31T23:59:00Z'},"
                        + "'spec':{'teeth':3,'list':['x'],'text':'t'}}")))
                .containsExactly("a", 3L, "[\"x\"]", null, null, "60s");
    }

    @Test
    void a_column_whose_path_cannot_be_read_is_refused() {
        ObjectNode definition = gears();
        ((ObjectNode) definition.path("spec").path("versions").get(0))
                .set("additionalPrinterColumns", json("[{'name':'X','type':'string','jsonPath':'.spec['}]"));

        assertThat(sentences(definition))
                .containsExactly(
                        "spec.versions[0].additionalPrinterColumns[0].jsonPath: Invalid value: \".spec[\": is an"
                                + " invalid path");
    }

    @Test
    void a_type_without_columns_shows_its_age() {
        assertThat(typeOf(gears()).columns())
                .extracting(ResourceType.Column::name)
                .containsExactly("Name", "Age");
    }
}

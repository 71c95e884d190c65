package io.millwright.embeddedkubernetes.openapi;

import static io.millwright.embeddedkubernetes.Texts.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.embeddedkubernetes.builtin.BuiltInTypes;
import io.millwright.embeddedkubernetes.customresource.CustomResourceDefinitions;
import io.millwright.embeddedkubernetes.resource.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class OpenApiTest {

    private static final String SCHEMAS = "/components/schemas/";

    private final OpenApi openApi = new OpenApi(types("A gear."));

    private static List<ResourceType> types(String description) {
        List<ResourceType> types = new ArrayList<>(BuiltInTypes.all());
        types.addAll(CustomResourceDefinitions.resourceTypes(object("{'spec':{'group':'example.org','scope':'Cluster',"
                + "'names':{'plural':'gears','singular':'gear','kind':'Gear','listKind':'GearList'},'versions':"
                + "[{'name':'v1','served':true,'storage':true,'schema':{'openAPIV3Schema':{'type':'object',"
                + "'description':'" + description
                + "','properties':{'spec':{'type':'object','nullable':true}}}}}]}}")));
        return types;
    }

    private JsonNode document(String path) {
        return JsonMapper.shared().readTree(Objects.requireNonNull(openApi.document(path)));
    }

    private JsonNode index(OpenApi of) {
        return JsonMapper.shared().readTree(of.index()).path("paths");
    }

    @Test
    void a_custom_kind_is_described_as_declared() {
        JsonNode gear = document("apis/example.org/v1").at(SCHEMAS + "org.example.v1.Gear");

        assertThat(gear.path("description").asString()).isEqualTo("A gear.");
        assertThat(gear.at("/x-kubernetes-group-version-kind/0/kind").asString())
                .isEqualTo("Gear");
        assertThat(gear.at("/properties/metadata/allOf/0/$ref").asString()).endsWith("ObjectMeta");
    }

    @Test
    void every_reference_leads_somewhere() {
        for (String path : index(openApi).propertyNames()) {
            JsonNode document = document(path);

            assertThat(document.findValuesAsString("$ref"))
                    .isNotEmpty()
                    .allMatch(reference ->
                            document.path("components").path("schemas").has(reference.substring(SCHEMAS.length() + 1)));
        }
    }

    @Test
    void lists_say_how_they_merge() {
        JsonNode containers = document("apis/apps/v1").at(SCHEMAS + "io.k8s.api.core.v1.PodSpec/properties/containers");

        assertThat(containers.path("x-kubernetes-patch-merge-key").asString()).isEqualTo("name");
        assertThat(containers.path("x-kubernetes-list-type").asString()).isEqualTo("map");
    }

    @Test
    void a_changed_schema_changes_the_address_of_its_document_only() {
        JsonNode before = index(openApi);
        JsonNode after = index(new OpenApi(types("Another gear.")));

        assertThat(after.path("apis/example.org/v1")).isNotEqualTo(before.path("apis/example.org/v1"));
        assertThat(after.path("apis/apps/v1")).isEqualTo(before.path("apis/apps/v1"));
    }

    @Test
    void patches_may_be_dry_runs() {
        JsonNode patch = document("apis/apps/v1")
                .path("paths")
                .path("/apis/apps/v1/namespaces/{namespace}/deployments/{name}")
                .path("patch");

        assertThat(patch.path("parameters").findValuesAsString("name"))
                .containsExactly("dryRun", "fieldManager", "fieldValidation", "force");
    }

    @Test
    void what_is_not_served_has_no_document() {
        assertThat(openApi.document("apis/nothing.org/v1")).isNull();
    }

    @Test
    void version_2_has_no_word_of_version_3() {
        JsonNode old = JsonMapper.shared().readTree(openApi.version2());

        assertThat(old.at("/definitions/org.example.v1.Gear/properties/spec").has("nullable"))
                .isFalse();
        assertThat(old.findValuesAsString("$ref")).isNotEmpty().allMatch(ref -> ref.startsWith("#/definitions/"));
    }
}

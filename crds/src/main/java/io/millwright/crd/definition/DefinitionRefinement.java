package io.millwright.crd.definition;

import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.SelectableField;
import java.util.List;
import java.util.Map;

/**
 * What annotations cannot say: columns in the order people read them (the generator sorts by path), list types, and
 * the schema of conditions as Kubernetes itself writes it.
 */
final class DefinitionRefinement implements CRDPostProcessor {

    private static final Map<String, List<String>> SELECTABLE = Map.of(
            "Tenant", List.of(".spec.tier", ".spec.region"),
            "Site", List.of(),
            "DeviceFleet", List.of(".spec.siteRef"));

    private static final Map<String, String> DESCRIPTIONS = Map.of(
            "Tenant",
            "A customer. Its parts live in the namespace tenant-<name>.",
            "Site",
            "A place where the machines of a tenant stand.",
            "DeviceFleet",
            "Devices of one kind at one site: what they read and how they enroll.");

    @Override
    public HasMetadata process(HasMetadata generated, String crdVersion) {
        CustomResourceDefinition definition = (CustomResourceDefinition) generated;
        String kind = definition.getSpec().getNames().getKind();
        CustomResourceDefinitionVersion version =
                definition.getSpec().getVersions().getFirst();
        version.setAdditionalPrinterColumns(PrinterColumns.of(kind));
        version.setSelectableFields(SELECTABLE.getOrDefault(kind, List.of()).stream()
                .map(SelectableField::new)
                .toList());
        JSONSchemaProps root = version.getSchema().getOpenAPIV3Schema();
        root.setDescription(DESCRIPTIONS.get(kind));
        root.setRequired(List.of("spec"));
        ConditionsSchema.refine(property(root, "status", "conditions"));
        if (kind.equals("DeviceFleet")) {
            keyedByName(property(root, "spec", "connections"));
            keyedByName(property(root, "spec", "tags"));
            JSONSchemaProps serials = property(root, "spec", "enrollment", "allowedSerials");
            serials.setXKubernetesListType("set");
            serials.getItems().getSchema().setMinLength(1L);
            serials.getItems().getSchema().setMaxLength(64L);
        }
        return definition;
    }

    /** Two managers may each own entries, and a name that comes twice is refused. */
    private static void keyedByName(JSONSchemaProps list) {
        list.setXKubernetesListType("map");
        list.setXKubernetesListMapKeys(List.of("name"));
    }

    private static JSONSchemaProps property(JSONSchemaProps root, String... path) {
        JSONSchemaProps schema = root;
        for (String name : path) {
            schema = schema.getProperties().get(name);
            if (schema == null) {
                throw new IllegalStateException("the schema has no " + String.join(".", path));
            }
        }
        return schema;
    }
}

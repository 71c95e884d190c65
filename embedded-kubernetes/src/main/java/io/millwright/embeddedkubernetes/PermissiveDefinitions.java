package io.millwright.embeddedkubernetes;

import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.resource.Definitions;
import io.millwright.embeddedkubernetes.resource.ResourceType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Definitions of kinds that take everything. */
final class PermissiveDefinitions implements Definitions {

    @Override
    public List<ResourceType> types(ObjectNode definition) {
        List<ResourceType> types = new ArrayList<>();
        definition
                .path("spec")
                .path("versions")
                .forEach(v -> types.add(new PermissiveType(
                        Json.text(definition, "spec", "group"),
                        Json.text(v, "name"),
                        Json.text(definition, "spec", "names", "kind"),
                        Json.text(definition, "spec", "names", "plural"),
                        Json.text(definition, "spec", "scope").equals("Namespaced"))));
        return types;
    }

    @Override
    public void establish(ObjectNode definition, Collection<ObjectNode> others, Instant now) {
        Json.member(definition, "status").put("ok", true);
    }
}

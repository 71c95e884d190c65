package io.millwright.embeddedkubernetes.resource;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** What the server asks of CustomResourceDefinition objects. Validation and defaults of the definition itself are its own ResourceType's. */
public interface Definitions {

    /** The types of all versions that the definition serves. */
    List<ResourceType> types(ObjectNode definition);

    /**
     * Sets {@code status}, in place: acceptedNames, storedVersions, the conditions NamesAccepted and Established. Changes nothing where
     * all is as it should be.
     *
     * @param others all other definitions, whose names are taken
     */
    void establish(ObjectNode definition, Collection<ObjectNode> others, Instant now);
}

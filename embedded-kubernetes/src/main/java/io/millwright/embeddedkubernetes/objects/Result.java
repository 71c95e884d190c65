package io.millwright.embeddedkubernetes.objects;

import tools.jackson.databind.node.ObjectNode;

/** What a write came to: the object as it is now, or was last, and whether it is new. */
public record Result(ObjectNode object, boolean created) {}

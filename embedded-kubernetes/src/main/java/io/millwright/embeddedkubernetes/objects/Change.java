package io.millwright.embeddedkubernetes.objects;

import tools.jackson.databind.node.ObjectNode;

/** What a client wants of an object that is there: called anew with each newer version until it can be stored. */
@FunctionalInterface
public interface Change {

    /** @param current a tree of its own, in the version that the client speaks */
    ObjectNode of(ObjectNode current);
}

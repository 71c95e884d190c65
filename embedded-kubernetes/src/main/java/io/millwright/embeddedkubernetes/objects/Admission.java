package io.millwright.embeddedkubernetes.objects;

import io.millwright.embeddedkubernetes.registry.Served;
import io.millwright.embeddedkubernetes.resource.Refusal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Asked last before an object is created or changed, and before a dry run says that it would be. */
@FunctionalInterface
public interface Admission {

    /**
     * A write as it would be stored.
     *
     * @param operation CREATE or UPDATE
     * @param old null for a creation
     */
    record Write(
            Served served,
            String operation,
            Address address,
            String name,
            ObjectNode object,
            @Nullable ObjectNode old) {}

    /** @throws Refusal when it is not admitted; warnings are added to the options' */
    void check(Write write, WriteOptions options);
}

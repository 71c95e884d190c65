package io.millwright.embeddedkubernetes.objects;

import io.millwright.embeddedkubernetes.apply.FieldOwnership;
import io.millwright.embeddedkubernetes.registry.Served;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Works out who owns which fields of an object that is written. */
@FunctionalInterface
interface Owning {

    /** @param live what is there, or null for a new object */
    void record(FieldOwnership.Writer writer, @Nullable ObjectNode live, ObjectNode object);

    /** Who writes now. */
    static FieldOwnership.Writer writer(Served served, WriteOptions options, String subresource, Clock clock) {
        // Kubernetes dates no entry of the scale subresource.
        String now = subresource.equals("scale") ? "" : Metadata.now(clock);
        return new FieldOwnership.Writer(
                served.type(), options.manager(), served.apiVersion(), subresource, options.force(), now);
    }
}

package io.millwright.embeddedkubernetes.objects;

import io.millwright.embeddedkubernetes.registry.Served;
import io.millwright.embeddedkubernetes.store.Key;

/**
 * What a request is about.
 *
 * @param namespace empty for all, or for cluster-scoped resources
 * @param name empty for the collection
 * @param subresource empty for the object itself
 */
public record Address(Served served, String namespace, String name, String subresource) {

    Key key() {
        return served.key(namespace, name);
    }
}

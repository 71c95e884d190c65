package io.millwright.embeddedkubernetes.store;

/**
 * Where an object lies.
 *
 * @param resource group and plural, {@code apps/deployments}; the core group is empty: {@code /pods}
 * @param namespace empty for cluster-scoped objects
 */
public record Key(String resource, String namespace, String name) {

    /** Sorts as etcd does, by namespace/name. */
    String path() {
        return namespace + "/" + name;
    }
}

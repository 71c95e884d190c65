package io.millwright.embeddedkubernetes;

import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.objects.Address;
import io.millwright.embeddedkubernetes.objects.Objects;
import io.millwright.embeddedkubernetes.objects.WriteOptions;
import io.millwright.embeddedkubernetes.registry.Registry;
import io.millwright.embeddedkubernetes.registry.Served;
import io.millwright.embeddedkubernetes.store.Key;
import io.millwright.embeddedkubernetes.store.Store;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The objects that are there from the start. */
final class Beginning {

    private Beginning() {}

    static void make(Store store, Registry registry, Objects objects) {
        Served namespaces = java.util.Objects.requireNonNull(registry.find("", "v1", "namespaces"));
        WriteOptions options = WriteOptions.own("kube-apiserver");
        for (String name : List.of("default", "kube-system", "kube-public", "kube-node-lease")) {
            if (store.get(new Key("/namespaces", "", name)) == null) {
                ObjectNode namespace = Json.object().put("kind", "Namespace").put("apiVersion", "v1");
                namespace.putObject("metadata").put("name", name);
                objects.create(new Address(namespaces, "", "", ""), namespace, options);
            }
        }
    }
}

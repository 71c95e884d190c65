package io.millwright.embeddedkubernetes;

import io.millwright.embeddedkubernetes.json.Json;
import io.millwright.embeddedkubernetes.objects.Address;
import io.millwright.embeddedkubernetes.objects.Objects;
import io.millwright.embeddedkubernetes.objects.WriteOptions;
import io.millwright.embeddedkubernetes.registry.Registry;
import io.millwright.embeddedkubernetes.registry.Served;
import io.millwright.embeddedkubernetes.resource.ResourceType;
import io.millwright.embeddedkubernetes.store.Key;
import io.millwright.embeddedkubernetes.store.Store;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Which kinds there are from the start, and which objects. */
final class Kinds {

    private Kinds() {}

    static List<ResourceType> builtIn() {
        List<ResourceType> types = new ArrayList<>();
        types.add(new PermissiveType("", "v1", "Namespace", "namespaces", false));
        types.add(new PermissiveType("", "v1", "ConfigMap", "configmaps", true));
        types.add(new PermissiveType("", "v1", "Secret", "secrets", true));
        types.add(new PermissiveType("apps", "v1", "Deployment", "deployments", true));
        types.add(new PermissiveType(
                "apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions", false));
        types.add(new PermissiveType("coordination.k8s.io", "v1", "Lease", "leases", true));
        return types;
    }

    static void start(Store store, Registry registry, Objects objects) {
        Served namespaces = java.util.Objects.requireNonNull(registry.find("", "v1", "namespaces"));
        WriteOptions options =
                new WriteOptions(false, "kube-apiserver", false, WriteOptions.UnknownFields.IGNORE, new ArrayList<>());
        for (String name : List.of("default", "kube-system", "kube-public", "kube-node-lease")) {
            if (store.get(new Key("/namespaces", "", name)) == null) {
                ObjectNode namespace = Json.object().put("kind", "Namespace").put("apiVersion", "v1");
                namespace.putObject("metadata").put("name", name);
                objects.create(new Address(namespaces, "", "", ""), namespace, options);
            }
        }
    }
}
